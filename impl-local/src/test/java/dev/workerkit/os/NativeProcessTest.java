package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerkit.Await;
import dev.workerkit.WorkerExit;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeProcessTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 137, 143, 255})
    void tellsTheExitCode(int code) throws Exception {
        try (Child child = Child.shell("exit " + code)) {
            assertThat(child.exit()).isEqualTo(new WorkerExit.Code(code));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 9, 11, 15})
    void tellsTheSignal(int signal) throws Exception {
        try (Child child = Child.shell("kill -" + signal + " $$")) {
            assertThat(child.exit()).isEqualTo(new WorkerExit.Signal(signal));
        }
    }

    @Test
    void noticesTheEndAtOnce() throws Exception {
        try (Child child = Child.shell("echo; exec sleep 100")) {
            child.line();
            long killed = System.nanoTime();
            child.process().signal(Signal.SIGKILL);
            child.exit();
            assertThat(Duration.ofNanos(System.nanoTime() - killed))
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void keepsOutputAndErrorApart() throws Exception {
        try (Child child = Child.shell("echo out; echo err >&2; cat")) {
            assertThat(child.exit()).isEqualTo(new WorkerExit.Code(0));
            assertThat(child.output()).isEqualTo("[out]");
            assertThat(child.error()).isEqualTo("[err]");
        }
    }

    @Test
    void inheritsNoDescriptor() throws Exception {
        try (InputStream open = new FileInputStream("/dev/zero");
                Child child = Child.shell("ls /proc/$$/fd")) {
            assertThat(open.read()).isZero();
            assertThat(child.output()).isEqualTo("[0, 1, 2]");
        }
    }

    @Test
    void canCloseDescriptorsWithoutHelpOfTheCLibrary() throws Exception {
        Pipe pipe = Pipe.open();
        try {
            LibC.fcntl(pipe.readEnd().number(), LibC.F_SETFD, 0);
            assertThat(inheritedByExec(pipe.readEnd().number())).isTrue();
            PosixSpawn.markAllCloseOnExec();
            assertThat(inheritedByExec(pipe.readEnd().number())).isFalse();
        } finally {
            pipe.close();
        }
    }

    private static boolean inheritedByExec(int descriptor) throws Exception {
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + descriptor));
        String flags = info.lines().filter(line -> line.startsWith("flags:")).findFirst().get();
        return (Integer.parseInt(flags.substring(6).strip(), 8) & LibC.O_CLOEXEC) == 0;
    }

    @Test
    void leadsItsOwnSessionAndGroup() throws Exception {
        try (Child child = Child.shell("read -r stat < /proc/$$/stat; echo $stat")) {
            String[] stat = child.line().split(" ");
            String pid = Integer.toString(child.process().pid());
            assertThat(List.of(stat[0], stat[4], stat[5])).containsOnly(pid);
        }
    }

    @Test
    void startsWithDefaultSignalsAndNoneBlocked() throws Exception {
        try (Child child = Child.shell("exec grep -E '^Sig(Blk|Ign)' /proc/self/status")) {
            assertThat(mask(child.line())).isZero();
            assertThat(mask(child.line())).isZero();
        }
    }

    /** Of the signals 1 to 31; the C library keeps two of the others for itself. */
    private static long mask(String line) {
        return Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16) & 0x7fffffff;
    }

    @Test
    void givesTheEnvironmentAndNothingElse() throws Exception {
        Map<String, String> environment = Map.of("GREETING", "grüß Gott=\n2", "EMPTY", "");
        SpawnRequest request =
                new SpawnRequest(
                        Path.of("/usr/bin/env"),
                        List.of("env", "-0"),
                        environment,
                        Optional.empty());
        NativeProcess process = NativeProcess.spawn(request);
        try (InputStream output = new PipeInput(process.stdout());
                InputStream error = new PipeInput(process.stderr())) {
            String text = new String(output.readAllBytes(), "UTF-8");
            assertThat(text.split("\0"))
                    .containsExactlyInAnyOrder("GREETING=grüß Gott=\n2", "EMPTY=");
            assertThat(error.read()).isEqualTo(-1);
        }
        process.exit().get(5, TimeUnit.SECONDS);
        process.reap();
    }

    @Test
    void startsInTheWorkingDirectory() throws Exception {
        try (Child child = Child.shell("pwd -P", Map.of(), Optional.of(directory))) {
            assertThat(child.line()).isEqualTo(directory.toRealPath().toString());
        }
    }

    @Test
    void tellsWhyAProgramCanNotBeExecuted() throws Exception {
        Path text = script("no-interpreter-line", "rwx------", "echo hello\n");
        assertFails(text, LibC.ENOEXEC, "#! line");
        Path orphan = script("no-interpreter", "rwx------", "#!/nowhere/sh\n");
        assertFails(orphan, LibC.ENOENT, "its interpreter");
        Path locked = script("not-executable", "rw-------", "#!/bin/sh\n");
        assertFails(locked, LibC.EACCES, "Permission denied");
        assertFails(directory.resolve("missing"), LibC.ENOENT, "No such file or directory");
        assertFails(directory, LibC.EACCES, "Permission denied");
    }

    @Test
    void tellsThatTheWorkingDirectoryIsMissing() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> Child.shell("true", Map.of(), Optional.of(missing)))
                .isInstanceOf(SpawnException.class)
                .hasMessageContaining(missing + ", which is not a directory");
    }

    @Test
    void losesNoDescriptorsOverManyChildren() throws Exception {
        Child.shell("true").close();
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            Child.shell("true").close();
            assertThatThrownBy(() -> spawn(directory)).isInstanceOf(SpawnException.class);
        }
        // Other threads of the JVM may open a few of their own.
        assertThat(descriptors()).isLessThan(before + 10);
    }

    @Test
    void aReapedChildGetsNoSignal() throws Exception {
        try (Child child = Child.shell("exit 0")) {
            NativeProcess process = child.process();
            child.exit();
            assertThat(process.signal(Signal.SIGTERM)).as("a zombie takes it").isTrue();
            process.reap();
            assertThat(process.signal(Signal.SIGTERM)).isFalse();
            process.reap();
        }
    }

    @Test
    void aLivingChildIsNotReaped() throws Exception {
        try (Child child = Child.shell("exec sleep 100")) {
            assertThatThrownBy(child.process()::reap).isInstanceOf(IllegalStateException.class);
            assertThat(child.process().signal(Signal.SIGTERM)).isTrue();
            assertThat(child.exit()).isEqualTo(new WorkerExit.Signal(15));
        }
    }

    @Test
    void aReaderIsFreedWhenTheOutputIsClosed() throws Exception {
        try (Child child = Child.shell("echo; exec sleep 100")) {
            PipeInput output = child.stdout();
            assertThat(output.read()).isEqualTo('\n');
            CompletableFuture<Integer> end = new CompletableFuture<>();
            Thread reader = new Thread(() -> end.complete(readByte(output)));
            reader.start();
            Await.until("the reader waits", () -> waitsInRead(reader));
            output.close();
            assertThat(end.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    /** The JVM's own children are reaped by the JVM and by nobody else. */
    @Test
    void otherChildrenOfThisJvmAreLeftAlone() throws Exception {
        List<Process> others = new ArrayList<>();
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(new ProcessBuilder("sh", "-c", "exit " + (100 + i)).start());
            children.add(Child.shell("exit " + i));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(others.get(i).waitFor()).isEqualTo(100 + i);
            assertThat(children.get(i).exit()).isEqualTo(new WorkerExit.Code(i));
            children.get(i).close();
        }
    }

    @Test
    void noChildTakesAThread() throws Exception {
        try (Child child = Child.shell("echo; exec sleep 100")) {
            child.line();
            int pidfd = LibC.pidfd(child.process().pid());
            assumeThat(pidfd)
                    .as("a descriptor of a process, which Linux has from 5.3 on")
                    .isNotNegative();
            LibC.close(pidfd);

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("workerkit-exits")
                    .doesNotContain("workerkit-wait-" + child.process().pid());
        }
    }

    private static int readByte(PipeInput input) {
        try {
            return input.read();
        } catch (IOException e) {
            return -2;
        }
    }

    private static boolean waitsInRead(Thread reader) {
        StackTraceElement[] frames = reader.getStackTrace();
        return frames.length > 0 && frames[0].isNativeMethod();
    }

    private void assertFails(Path program, int errno, String reason) {
        assertThatThrownBy(() -> spawn(program))
                .isInstanceOf(SpawnException.class)
                .hasMessageContaining(program.toString())
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(((SpawnException) e).errno()).isEqualTo(errno));
    }

    private static void spawn(Path program) {
        NativeProcess.spawn(
                new SpawnRequest(program, List.of("program"), Map.of(), Optional.empty()));
    }

    private Path script(String name, String permissions, String text) throws Exception {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static long descriptors() throws Exception {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
