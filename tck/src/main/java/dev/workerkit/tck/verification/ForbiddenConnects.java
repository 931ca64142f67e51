package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.KillSwitch;
import dev.workerkit.KillSwitchException;
import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the kill switch means to shared workers. */
class ForbiddenConnects {

    private static final int ROUNDS = 6;

    @RegisterExtension final SharedStage stage = new SharedStage();

    private WorkerRuntime runtime;
    private KillSwitch killSwitch;

    @BeforeEach
    void open() {
        Stage.assumeCan(Capability.SHARED);
        runtime = stage.open(Switch.obeying(stage.folder().resolve("kill")));
        killSwitch = runtime.killSwitch();
    }

    private SharedWorker connect(WorkerAddress address) {
        return runtime.connect(address, stage.spec(SharedEcho.class));
    }

    private void assertForbidden(WorkerAddress address) {
        assertThatThrownBy(() -> connect(address))
                .isInstanceOf(KillSwitchException.class)
                .hasMessageContaining(killSwitch.file().toString());
    }

    @Test
    @Requirement("WRK-KILL-001")
    void aConnectWhereNobodyListensIsRefused() throws IOException {
        for (WorkerAddress address : List.of(stage.unix(), stage.tcp())) {
            List<Path> before = files();
            killSwitch.disable(address);
            assertForbidden(address);
            killSwitch.enable(address);
            killSwitch.disableAll(true);
            assertForbidden(address);
            assertThat(files().stream().filter(file -> !before.contains(file)))
                    .allMatch(file -> file.getFileName().toString().startsWith("kill"));

            killSwitch.enableAll();
            connect(address).close();
        }
        assertThat(stage.marks("up")).isEqualTo(2);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(stage.folder())) {
            return files.toList();
        }
    }

    @Test
    @Requirement("WRK-KILL-001")
    void anAddressIsForbiddenByAnyOfItsNames() throws IOException {
        WorkerAddress.Unix address = stage.unix();
        Path link = Files.createSymbolicLink(stage.folder().resolve("link"), stage.folder());

        killSwitch.disable("unix:" + link + "/./" + address.path().getFileName());

        assertForbidden(address);
    }

    @Test
    @Requirement("WRK-KILL-006")
    void aWorkerThatListensCanBeConnectedTo() {
        WorkerAddress address = stage.unix();
        try (SharedWorker first = connect(address)) {
            killSwitch.disable(address);
            try (SharedWorker second = connect(address)) {
                assertThat(second.id()).isEqualTo(first.id());
                second.channel().send("still there?");
                assertThat(SharedStage.receive(second, String.class)).isEqualTo("still there?");
            }
        }
    }

    @Test
    @Requirement("WRK-KILL-005")
    void whenDisableHasReturnedNoSharedWorkerIsStarted() throws IOException {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        for (int round = 0; round < ROUNDS; round++) {
            WorkerAddress address = stage.unix();
            CompletableFuture<Optional<Long>> started = Crowd.meanwhile(() -> started(address));
            killSwitch.disable(address);
            long disabled = Births.now();

            Optional<Long> birth = Stage.await("the connect", started);

            assertThat(birth.orElse(0L)).isLessThanOrEqualTo(disabled);
        }
    }

    /** When the process of the worker was started, if it was. */
    private Optional<Long> started(WorkerAddress address) throws IOException {
        try (SharedWorker worker = connect(address)) {
            return Optional.of(Births.of(worker.pid().orElseThrow()));
        } catch (KillSwitchException e) {
            return Optional.empty();
        }
    }
}
