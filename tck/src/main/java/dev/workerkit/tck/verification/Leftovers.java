package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Alone;
import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.ClosingMaster;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.leak.Ground;
import dev.workerkit.tck.leak.Leak;
import dev.workerkit.tck.leak.LeakAudit;
import dev.workerkit.tck.leak.MarkedProcesses;
import dev.workerkit.tck.leak.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runtimes leave in their master; after all other verifications the runner looks, too. */
@Alone("Whatever is new in this JVM is taken for that of its own runtimes")
class Leftovers {

    private static final int TIMES = 3;
    private static final Duration GOING = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** By which the processes of a master's machine are known that inherit its variables. */
    private static final String VARIABLE = "TCK_CLOSING_MASTER";

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-SPI-016")
    void ofRuntimesThatComeAndGoNothingIsLeft() {
        assertNothingIsLeft(this::lead);
    }

    @Test
    @Requirement("WRK-SPI-016")
    void ofRuntimesWhoseWorkersAreStillAtWorkNothingIsLeft() {
        assertNothingIsLeft(runtime -> stage.startIn(runtime, Workers.lasting()));
    }

    /** Strangers leave something there too, but hardly each time that a runtime is closed. */
    @Test
    @Requirement("WRK-SPI-016")
    void ofRuntimesThatComeAndGoNothingIsLeftInSharedMemory() {
        List<Path> left = leftInSharedMemory();
        for (int i = 2; i <= TIMES && !left.isEmpty(); i++) {
            left = leftInSharedMemory();
        }

        assertThat(left).as("what is new and nobody's in shared memory").isEmpty();
    }

    private List<Path> leftInSharedMemory() {
        SharedFiles shared = new SharedFiles();
        go(this::lead);
        long end = System.nanoTime() + Stage.session().patience(GOING).toNanos();
        List<Path> left = shared.leftOver();
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            left = shared.leftOver();
        }
        return left;
    }

    /** Its temporary folder is its own, so what is new there is its runtime's. */
    @Test
    @Requirement("WRK-SPI-016")
    void aMasterThatClosedItsRuntimeEndsAndLeavesNothing() {
        Path folder = stage.folder();
        ProcessBuilder jvm =
                OwnJvm.builder(
                        folder, List.of(), ClosingMaster.class, Stage.session().runtimeName());
        jvm.environment().put(VARIABLE, folder.toString());
        Path output = stage.file("output");
        jvm.redirectOutput(output.toFile());
        Process master = OwnJvm.start(jvm);
        Stage.session().closeAtEnd(master::destroyForcibly);

        Stage.await("the master ends when it has closed its runtime", master.onExit());

        assertThat(master.exitValue()).as(() -> read(output)).isZero();
        Stage.session()
                .await(
                        "nothing of the master is left",
                        () -> leftBy(folder, output),
                        List::isEmpty);
    }

    private static List<String> leftBy(Path folder, Path output) {
        List<String> left = new ArrayList<>();
        MarkedProcesses.bearing(VARIABLE + "=" + folder)
                .forEach(
                        each ->
                                left.add(
                                        "process " + each.pid() + " " + each.info().commandLine()));
        SharedFiles.in(folder).stream()
                .filter(file -> !file.equals(output))
                .forEach(file -> left.add("file " + file));
        return left;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }

    private interface Use {
        void of(WorkerRuntime runtime);
    }

    private void assertNothingIsLeft(Use use) {
        // What a JVM makes once it has from here on.
        go(use);
        LeakAudit audit =
                new LeakAudit(
                        Ground.of(
                                Stage.session()::provider,
                                Stage.session().capabilities(),
                                Optional.empty()));
        for (int i = 1; i <= TIMES; i++) {
            audit.begins("runtime " + i);
            audit.ends("runtime " + i, go(use));
        }

        List<Leak> left = audit.leftOver(Stage.session().patience(GOING));

        assertThat(left).as("what is left of %d closed runtimes", TIMES).isEmpty();
    }

    /** Returns the ids of the workers that there were. */
    private Set<String> go(Use use) {
        Set<String> before = Stage.session().workers();
        try (WorkerRuntime runtime = stage.open(RuntimeOptions.defaults())) {
            use.of(runtime);
        }
        Set<String> workers = new TreeSet<>(Stage.session().workers());
        workers.removeAll(before);
        return workers;
    }

    /** The whole life of a worker, with what is said on the way. */
    private void lead(WorkerRuntime runtime) {
        Worker worker = stage.startIn(runtime, Workers.lasting());
        Stage.await("the worker is ready", worker.ready());
        Stage.await("the stop", worker.stop());
        worker.remove();
        if (Stage.can(Capability.CHANNEL) && Stage.can(Capability.JAVA)) {
            Worker echo = runtime.start(WorkerSpec.of(Echo.class));
            echo.channel().send("hello");
            assertThat(echo.channel().receive(Stage.session().patience(Duration.ofSeconds(10))))
                    .isEqualTo("hello");
        }
    }
}
