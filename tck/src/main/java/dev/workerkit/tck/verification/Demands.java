package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.Disk;
import dev.workerkit.Endpoint;
import dev.workerkit.ExecSpec;
import dev.workerkit.Isolation;
import dev.workerkit.Mount;
import dev.workerkit.Relationship;
import dev.workerkit.Resources;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSize;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Echo;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked of a runtime that it does not have. */
class Demands {

    @RegisterExtension final Stage stage = new Stage();

    /** A spec that asks for it, and the field by which it does. */
    private record Demand(Capability capability, String field, WorkerSpec spec) {}

    private List<Demand> demands() {
        WorkerSpec lasting = Workers.lasting().withName("demanding");
        List<Demand> demands =
                new ArrayList<>(
                        List.of(
                                new Demand(
                                        Capability.IMAGES,
                                        "image",
                                        lasting.withImage("some/image:1")),
                                new Demand(
                                        Capability.ISOLATION,
                                        "isolation",
                                        lasting.withIsolation(Isolation.strict().withProcesses(9))),
                                new Demand(
                                        Capability.RESOURCES,
                                        "resources",
                                        lasting.withSize(WorkerSize.S)),
                                new Demand(
                                        Capability.MOUNTS,
                                        "mounts",
                                        lasting.withMount(Mount.host(stage.folder(), "/data"))),
                                new Demand(
                                        Capability.MOUNTS,
                                        "mounts",
                                        lasting.withMount(Mount.temporary("/data", 1 << 20))),
                                new Demand(
                                        Capability.DISKS,
                                        "disk",
                                        lasting.withDisk(Disk.of(1 << 20))),
                                new Demand(
                                        Capability.RELATIONSHIPS,
                                        "endpoints",
                                        lasting.withEndpoint(Endpoint.of("http", 80))),
                                new Demand(
                                        Capability.RELATIONSHIPS,
                                        "relationships",
                                        lasting.withRelationship(
                                                Relationship.of("it", "service:http")))));
        if (Stage.can(Capability.JAVA)) {
            demands.add(
                    new Demand(
                            Capability.SPARES, "spares", WorkerSpec.of(Echo.class).withSpares(1)));
        }
        return demands;
    }

    @Test
    @Requirement("WRK-SPI-013")
    void whatARuntimeDoesNotHaveIsRefusedAndNotIgnored() {
        for (Demand demand : demands()) {
            if (!Stage.can(demand.capability())) {
                assertThatThrownBy(() -> stage.runtime().start(demand.spec()))
                        .as("%s", demand)
                        .isInstanceOf(UnsupportedException.class)
                        .hasMessageContaining(demand.field());
                assertThat(stage.runtime().workers()).isEmpty();
            }
        }
        if (!Stage.can(Capability.EXEC)) {
            Worker worker = stage.running(Workers.lasting());
            assertThatThrownBy(() -> worker.exec(ExecSpec.of("id")))
                    .isInstanceOf(UnsupportedException.class);
        }
    }

    @Test
    @Requirement({"WRK-SPI-013", "WRK-MOUNT-006"})
    void aFolderOfAnOwnDiskWithoutADiskIsRefused() {
        WorkerSpec spec = Workers.lasting().withMount(Mount.own("uploads", "/data"));

        assertThatThrownBy(() -> stage.runtime().start(spec))
                .isInstanceOfAny(SpecException.class, UnsupportedException.class);
        assertThat(stage.runtime().workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-SPI-014")
    void anEngineThatIsNotThereIsRefusedWhenTheRuntimeIsOpened() {
        URI nowhere = Path.of("/no/such/engine.sock").toUri();
        RuntimeOptions options =
                RuntimeOptions.defaults().withEngine(URI.create("unix://" + nowhere.getPath()));

        assertThatThrownBy(() -> Stage.session().open(options))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("engine");
    }

    @Test
    @Requirement("WRK-SPI-014")
    void anImageIsRefusedWhereThereAreNone() {
        RuntimeOptions options = RuntimeOptions.defaults().withImage("some/image:1");

        if (!Stage.can(Capability.IMAGES)) {
            assertThatThrownBy(() -> Stage.session().open(options))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("image");
        }
    }

    @Test
    @Requirement("WRK-SPI-014")
    void anAddressThatIsNoneIsRefused() {
        RuntimeOptions options = RuntimeOptions.defaults().withAddress("no address");

        // By who has a use for one, and by who has not.
        assertThatThrownBy(() -> Stage.session().open(options))
                .isInstanceOfAny(SpecException.class, UnsupportedException.class)
                .hasMessageContaining("address");
    }

    @Test
    @Requirement("WRK-RES-004")
    void theSizesAreWhatTheSpecificationSays() {
        assertThat(WorkerSize.S.resources()).isEqualTo(Resources.of(0.5, 256L << 20));
        assertThat(WorkerSize.of("m").resources()).isEqualTo(Resources.of(1, 512L << 20));
        assertThat(Resources.of(WorkerSize.of("L"))).isEqualTo(Resources.of(2, 1024L << 20));
        assertThat(WorkerSize.of("xl").resources()).isEqualTo(Resources.of(4, 2048L << 20));
        assertThatThrownBy(() -> WorkerSize.of("XXL"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("XXL")
                .hasMessageContaining("S, M, L or XL");
        assertThat(Workers.lasting().withSize(WorkerSize.L).resources())
                .contains(WorkerSize.L.resources());
    }
}
