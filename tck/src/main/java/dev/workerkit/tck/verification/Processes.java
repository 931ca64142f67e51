package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The processes of this machine. One that has ended and was not yet reaped does not count. */
final class Processes {

    private Processes() {}

    /** The command lines in which the text occurs. */
    static List<String> mentioning(String text) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(text))
                .map(process -> process.pid() + ": " + commandLine(process))
                .toList();
    }

    /** Kills the processes in whose command lines the text occurs. */
    static void kill(String text) {
        ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(text))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Whether there is such a process. */
    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).isPresent() && !isZombie(pid);
    }

    private static boolean isZombie(long pid) {
        try {
            return isInState('Z', Path.of("/proc", Long.toString(pid)));
        } catch (NoSuchFileException e) {
            // Gone meanwhile; or there is no such file system, and nothing to be known.
            return Files.exists(Path.of("/proc/self/stat"));
        } catch (IOException e) {
            // What can't be read any more has just ended.
            return true;
        }
    }

    /**
     * Has a process do nothing. It returns when each of its threads has stopped; the signal reaches
     * them one after the other.
     */
    static void suspend(long pid) {
        signal("STOP", pid);
        Stage.session()
                .await(
                        "all threads of process " + pid + " have stopped",
                        () -> threadsThatGoOn(pid),
                        threads -> threads == 0);
    }

    /** Has it go on. */
    static void resume(long pid) {
        signal("CONT", pid);
    }

    private static void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            assertThat(kill.waitFor()).as("kill -%s %s", name, pid).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while sending " + name, e);
        }
    }

    private static long threadsThatGoOn(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.filter(thread -> !isStopped(thread)).count();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't see the threads of " + pid, e);
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            return isInState('T', thread);
        } catch (IOException e) {
            // It has just ended, or will be looked at again.
            return false;
        }
    }

    private static boolean isInState(char state, Path task) throws IOException {
        String line = Files.readString(task.resolve("stat"), StandardCharsets.ISO_8859_1);
        // The name before the state is in brackets, and may hold anything.
        return line.startsWith(" " + state, line.lastIndexOf(')') + 1);
    }

    /** The process of a worker that has one. */
    static ProcessHandle handle(OptionalLong pid) {
        return ProcessHandle.of(pid.orElseThrow(() -> new AssertionError("There is no pid")))
                .orElseThrow(() -> new AssertionError("There is no process " + pid));
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }
}
