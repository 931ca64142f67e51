package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.Probe;
import dev.workerkit.Readiness;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Abstract;
import dev.workerkit.tck.fixture.Ambiguous;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Exiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Specs that can't be meant. */
class RefusedSpecs {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-SPI-006")
    void aClassThatIsNoWorkerIsRefused() {
        Stage.assumeCan(Capability.JAVA);

        assertRefused(javaWorker("no.such.Worker"), "no.such.Worker");
        assertRefused(WorkerSpec.of(String.class), "java.lang.String");
        assertRefused(WorkerSpec.of(Ambiguous.class), Ambiguous.class.getName());
        assertRefused(WorkerSpec.of(Abstract.class), Abstract.class.getName());
    }

    @Test
    @Requirement("WRK-SPI-006")
    void argumentsThatFitNoConstructorAreRefused() {
        Stage.assumeCan(Capability.JAVA);

        assertRefused(WorkerSpec.of(Echo.class, "one too many"), Echo.class.getName());
        assertRefused(WorkerSpec.of(Exiting.class, "no number"), Exiting.class.getName());
    }

    @Test
    @Requirement("WRK-SPI-006")
    void aCodecThatDoesNotExistIsRefused() {
        Stage.assumeCan(Capability.CHANNEL);
        ChannelSpec channel = ChannelSpec.json();

        assertRefused(
                WorkerSpec.of(Echo.class)
                        .withChannel(
                                new ChannelSpec(
                                        "no.such.Codec",
                                        channel.maxMessageBytes(),
                                        channel.capacityBytes(),
                                        channel.guarantee(),
                                        channel.directory())),
                "no.such.Codec");
    }

    @Test
    @Requirement("WRK-SPI-006")
    void aCommandThatCanNotBeRunIsRefused() throws IOException {
        Stage.assumeCan(Capability.COMMAND);
        Stage.assumeCan(Capability.HOST_FILES);
        Path plain = Files.createFile(stage.folder().resolve("plain.txt"));

        assertRefused(WorkerSpec.command("no-such-command-4711"), "no-such-command-4711");
        assertRefused(WorkerSpec.command("/no/such/program"), "/no/such/program");
        assertRefused(WorkerSpec.command(plain.toString()), plain.toString());
        assertRefused(WorkerSpec.command(stage.folder().toString()), stage.folder().toString());
    }

    @Test
    @Requirement("WRK-SPI-006")
    void aFolderThatDoesNotExistIsRefused() {
        Stage.assumeCan(Capability.HOST_FILES);
        Path nowhere = stage.folder().resolve("nowhere");

        assertRefused(Workers.lasting().withWorkingDirectory(nowhere), nowhere.toString());
    }

    @Test
    @Requirement("WRK-SPI-006")
    void aProbeThatCanNotBeTriedIsRefused() {
        Stage.assumeCan(Capability.COMMAND);
        Stage.assumeCan(Capability.HOST_FILES);

        assertRefused(
                Workers.lasting()
                        .withReadiness(
                                Readiness.probed(
                                        Probe.command("no-such-command-4711"), Workers.LONG)),
                "no-such-command-4711");
    }

    @Test
    @Requirement("WRK-SPI-006")
    void aProbeThatCanNotBeMeantIsRefused() {
        assertThatThrownBy(() -> Probe.http("ftp://127.0.0.1/"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("ftp://127.0.0.1/");
        assertThatThrownBy(() -> Probe.tcp(65_536))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("65536");
    }

    private static WorkerSpec javaWorker(String className) {
        return WorkerSpec.of(new Launch.JavaWorker(className, List.of(), Optional.empty()));
    }

    private void assertRefused(WorkerSpec spec, String found) {
        assertThatThrownBy(() -> stage.start(spec.withName("refused")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(found);

        assertThat(stage.runtime().workers()).isEmpty();
        assertThat(stage.runtime().worker("refused")).isEmpty();
        Worker namesake = stage.running(Workers.exiting(0).withName("refused"));
        Stage.ended(namesake);
        namesake.remove();
    }
}
