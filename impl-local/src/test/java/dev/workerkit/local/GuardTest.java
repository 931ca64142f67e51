package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import dev.workerkit.os.Child;
import dev.workerkit.os.Marker;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.ProcFs;
import dev.workerkit.os.ProcessTree;
import dev.workerkit.os.RunDirectory;
import dev.workerkit.os.RunKind;
import dev.workerkit.os.RunPlace;
import dev.workerkit.os.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

    /** Well above what it takes, which is some tens of milliseconds, for machines under load. */
    private static final Duration SWEEP_LIMIT = Duration.ofSeconds(2);

    @TempDir Path base;

    @BeforeEach
    void makeBases() throws IOException {
        Files.createDirectory(base.resolve("memory"));
        Files.createDirectory(base.resolve("disk"));
    }

    @RepeatedTest(5)
    void nothingOutlivesAKilledMaster() throws Exception {
        Master master = Master.start(base);
        assertThat(master.workers()).allMatch(Child::alive);
        master.kill();
        Await.until(
                "all workers are killed",
                SWEEP_LIMIT,
                () -> master.workers().stream().noneMatch(Child::alive));
        Await.until("the directories are gone", SWEEP_LIMIT, () -> entries().isEmpty());
        Await.until("the guard is gone", () -> guards(master.token()).isEmpty());
        assertThat(ProcessTree.ofRuntime(master.token()).members()).isEmpty();
    }

    @Test
    void aMasterThatIsAWorkerItselfIsGuardedAsWell() throws Exception {
        String outer = UUID.randomUUID().toString();
        Master inner = Master.start(base, Map.of(Marker.RUNTIME, outer));
        assertThat(inner.workers()).allMatch(Child::alive);
        // The guard of the outer runtime kills the inner master, but not the inner guard.
        orphanedGuard(outer, List.of());
        assertThat(inner.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
        Await.until(
                "all workers are killed",
                SWEEP_LIMIT,
                () -> inner.workers().stream().noneMatch(Child::alive));
        Await.until("the directories are gone", SWEEP_LIMIT, () -> entries().isEmpty());
    }

    @Test
    void whatAKilledGuardCouldNotDoTheNextMasterDoes() throws Exception {
        Master master = Master.start(base);
        // Stopped first, or it would replace its guard.
        Child.signal((int) master.process().pid(), Signal.SIGSTOP.number());
        guards(master.token()).forEach(pid -> Child.signal(pid, Signal.SIGKILL.number()));
        Await.until("the guard is gone", () -> guards(master.token()).isEmpty());
        try (RunDirectory alive = open()) {
            assertThat(master.workers()).as("its master is not dead").allMatch(Child::alive);
            assertThat(entries()).hasSize(4);
            assertThat(alive.token()).isNotEqualTo(master.token());
        }
        master.kill();
        try (RunDirectory next = open()) {
            assertThat(master.workers()).noneMatch(Child::alive);
            assertThat(entries()).containsExactlyInAnyOrder(next.logs(), next.path());
        }
        assertThat(entries()).isEmpty();
    }

    @Test
    void aGuardSentAwayTouchesNothing() throws Exception {
        String token = UUID.randomUUID().toString();
        Path directory = Files.createDirectories(base.resolve("workerkit-x").resolve(token));
        try (Child child = marked(token)) {
            Guard guard = Guard.start(token, List.of(directory));
            guard.close();
            assertThat(guards(token)).isEmpty();
            assertThat(Child.alive(child.process().pid())).isTrue();
            assertThat(directory).isDirectory();
            guard.close();
        }
    }

    @Test
    void aDeadGuardIsReplaced() {
        String token = UUID.randomUUID().toString();
        try (Guard guard = Guard.start(token, List.of())) {
            Await.until("there is a guard", () -> guards(token).size() == 1);
            int first = guards(token).get(0);
            Child.signal(first, Signal.SIGKILL.number());
            Await.until(
                    "there is another", () -> guards(token).stream().anyMatch(pid -> pid != first));
            assertThat(guard).isNotNull();
        }
        Await.until("all guards are gone", () -> guards(token).isEmpty());
    }

    @Test
    void aGuardIgnoresSignalsThatEndOthers() {
        String token = UUID.randomUUID().toString();
        try (Guard guard = Guard.start(token, List.of())) {
            Await.until("there is a guard alone", () -> guards(token).size() == 1);
            int pid = guards(token).get(0);
            for (int signal : new int[] {1, 2, 3, 15}) {
                Child.signal(pid, signal);
            }
            assertThat(guards(token)).containsExactly(pid);
            assertThat(guard).isNotNull();
        }
    }

    @Test
    void aGuardDeletesOnlyWhatBearsTheTokenAndTheName() throws Exception {
        String token = "abcdefgh";
        Path good = Files.createDirectories(base.resolve("workerkit-1").resolve(token));
        Path spaced = Files.createDirectories(base.resolve("a b*/workerkit-1").resolve(token));
        Path otherToken = Files.createDirectories(base.resolve("workerkit-1/other"));
        Path otherHome = Files.createDirectories(base.resolve("home").resolve(token));
        Path detour = base.resolve("workerkit-1/../home").resolve(token);
        Files.createSymbolicLink(good.resolve("link"), otherHome);
        List<Path> given = List.of(otherToken, otherHome, detour, Path.of("/"), spaced, good);
        orphanedGuard(token, given);
        Await.until("its own are deleted", () -> !Files.exists(good));
        assertThat(spaced).doesNotExist();
        assertThat(otherToken).isDirectory();
        assertThat(otherHome).isDirectory();
    }

    /** A guard whose input is at its end from the beginning, as if its master had died. */
    private RunDirectory open() {
        return RunDirectory.create(
                RunPlace.in(RunKind.PROCESSES, base.resolve("memory"), base.resolve("disk")),
                token -> ProcessTree.ofRuntime(token).kill());
    }

    private static void orphanedGuard(String token, List<Path> directories) throws Exception {
        NativeProcess launcher = NativeProcess.spawn(Guard.request(token, directories));
        launcher.exit().thenRun(launcher::reap).get(5, TimeUnit.SECONDS);
        launcher.stdout().close();
        launcher.stderr().close();
    }

    private static Child marked(String token) throws IOException {
        Map<String, String> environment = Map.of(Marker.RUNTIME, token);
        Child child = Child.shell("echo; exec sleep 100", environment, Optional.empty());
        child.line();
        return child;
    }

    private static List<Integer> guards(String token) {
        return Arrays.stream(new ProcFs().pids())
                .filter(pid -> commandLine(pid).contains("\0workerkit-guard\0" + token))
                .filter(GuardTest::isGuard)
                .boxed()
                .toList();
    }

    /** Not the shell that starts it, which leads the session. */
    private static boolean isGuard(int pid) {
        return new ProcFs()
                .stat(pid)
                .filter(entry -> entry.alive() && entry.session() != pid)
                .isPresent();
    }

    private static String commandLine(int pid) {
        try {
            return Files.readString(
                    Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The directories of all runtimes under the test's bases, and homes that are empty. */
    private List<Path> entries() {
        return Stream.of("memory", "disk").flatMap(name -> children(base.resolve(name))).toList();
    }

    private static Stream<Path> children(Path directory) {
        try (Stream<Path> homes = Files.list(directory)) {
            return homes.flatMap(GuardTest::runtimes).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Path> runtimes(Path home) {
        try (Stream<Path> found = Files.list(home)) {
            List<Path> list = found.toList();
            return list.isEmpty() ? Stream.of(home) : list.stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private record Master(Process process, String token, List<Integer> workers) {

        static Master start(Path base) throws IOException {
            return start(base, Map.of());
        }

        static Master start(Path base, Map<String, String> environment) throws IOException {
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xshare:auto",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    DoomedMaster.class.getName(),
                                    base.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String[] words =
                    new BufferedReader(
                                    new InputStreamReader(
                                            process.getInputStream(), StandardCharsets.UTF_8))
                            .readLine()
                            .split(" ");
            List<Integer> workers = Arrays.stream(words).skip(1).map(Integer::valueOf).toList();
            return new Master(process, words[0], workers);
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
