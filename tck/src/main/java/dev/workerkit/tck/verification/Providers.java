package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Capability;
import dev.workerkit.PoolSpec;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnknownRuntimeException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Alone;
import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.ProviderMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How runtimes are found, what they promise, and that they leave each other alone. */
class Providers {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-SPI-001")
    void aRuntimeBearsTheNameOfItsProvider() {
        String name = Stage.session().runtimeName();

        assertThat(name).matches("[a-z0-9-]+");
        assertThat(stage.runtime().name()).isEqualTo(name);
        if (Stage.session().isRegistered()) {
            assertThat(WorkerRuntimes.names()).contains(name);
        }
    }

    @Test
    @Requirement("WRK-SPI-002")
    void anUnknownRuntimeIsRefusedWithTheNamesThatAreKnown() {
        assertThatThrownBy(() -> WorkerRuntimes.open("no-such-runtime"))
                .isInstanceOf(UnknownRuntimeException.class)
                .hasMessageContaining("no-such-runtime")
                .hasMessageContaining(
                        // What is behind a harness has no name there.
                        Stage.session().isRegistered() ? Stage.session().runtimeName() : "");
    }

    @Test
    @Alone("it judges how long loading takes")
    @Requirement("WRK-SPI-003")
    void loadingAProviderStartsNothingAndLeavesNothing() throws IOException {
        Stage.assumeRegistered();
        Path folder = stage.folder();
        Process process = OwnJvm.start(folder, ProviderMain.class);

        String output;
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            output = lines.lines().reduce("", (before, line) -> line);
        }

        assertThat(output).as("milliseconds, new threads and child processes").matches("\\d+ 0 0");
        Stage.session()
                .within(
                        "the loading of providers",
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(Long.parseLong(output.split(" ")[0])));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("files left by loading providers").isEmpty();
        }
    }

    @Test
    @Requirement("WRK-SPI-004")
    void closingOneRuntimeDoesNotTouchTheWorkersOfAnother() {
        WorkerRuntime one = stage.open(RuntimeOptions.defaults());
        WorkerRuntime other = stage.open(RuntimeOptions.defaults());
        Worker twin = stage.startIn(one, Workers.lasting().withName("twin"));
        Worker survivor = stage.startIn(other, Workers.lasting().withName("twin"));
        Stage.await("ready", twin.ready());
        WorkerSnapshot before = Stage.await("ready", survivor.ready());

        one.close();

        assertThat(survivor.snapshot()).isEqualTo(before);
        Worker later = stage.startIn(other, Workers.lasting());
        assertThat(Stage.await("ready", later.ready()).state()).isEqualTo(RUNNING);
        assertThat(survivor.snapshot()).isEqualTo(before);
    }

    @Test
    @Requirement("WRK-SPI-005")
    void capabilitiesNeverChange() {
        WorkerRuntime runtime = stage.runtime();
        Set<Capability> declared = Set.copyOf(runtime.capabilities());

        emptyIfPossible(runtime.capabilities());
        stage.running(Workers.lasting());

        assertThat(runtime.capabilities()).isEqualTo(declared);
        assertThat(stage.open(RuntimeOptions.defaults()).capabilities()).isEqualTo(declared);
    }

    private static void emptyIfPossible(Set<Capability> capabilities) {
        try {
            capabilities.clear();
        } catch (UnsupportedOperationException e) {
            // Better still.
        }
    }

    @Test
    @Requirement("WRK-SPI-005")
    void whatARuntimeLacksIsRefused() {
        for (Capability lacking : EnumSet.complementOf(EnumSet.copyOf(declared()))) {
            switch (lacking) {
                case JAVA -> assertUnsupported(WorkerSpec.of(Echo.class));
                case COMMAND -> assertUnsupported(WorkerSpec.command("/bin/sh", "-c", "exit 0"));
                case SHELL -> assertUnsupported(WorkerSpec.shell("exit 0"));
                case CONTROL -> {
                    // A Java worker may say that it is ready in another way.
                    if (Stage.can(Capability.COMMAND) || Stage.can(Capability.SHELL)) {
                        assertUnsupported(Workers.neverReady(Workers.LONG));
                    }
                }
                case JVM -> {
                    RuntimeOptions options =
                            RuntimeOptions.defaults()
                                    .withBootstrap(
                                            BootstrapProfile.defaults().withJvmOption("-Da=b"));
                    assertThatThrownBy(() -> stage.open(options))
                            .isInstanceOf(UnsupportedException.class)
                            .hasMessageContaining("bootstrap.jvmOptions");
                }
                case POOL ->
                        assertThatThrownBy(
                                        () ->
                                                stage.runtime()
                                                        .startPool(PoolSpec.of(Workers.lasting())))
                                .isInstanceOf(UnsupportedException.class);
                case PAUSE -> assertUnsupported(Worker::pause);
                case CHANNEL -> assertUnsupported(Worker::channel);
                case LOG -> assertUnsupported(Worker::log);
                case SIGNALS, HOST_PROCESSES -> {
                    // Nothing asks for these.
                }
            }
        }
    }

    private static Set<Capability> declared() {
        return Stage.session().capabilities();
    }

    private void assertUnsupported(WorkerSpec spec) {
        assertThatThrownBy(() -> stage.start(spec)).isInstanceOf(UnsupportedException.class);
        assertThat(stage.runtime().workers()).isEmpty();
    }

    private void assertUnsupported(Consumer<Worker> use) {
        Worker worker = stage.running(Workers.lasting());
        assertThatThrownBy(() -> use.accept(worker)).isInstanceOf(UnsupportedException.class);
        assertThat(worker.state()).isEqualTo(RUNNING);
        Stage.await("the kill", worker.kill());
        worker.remove();
    }
}
