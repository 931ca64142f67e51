package dev.workerkit.tck.verification;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

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
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            // The name before the state is in brackets, and may hold anything.
            String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return line.startsWith(" Z", line.lastIndexOf(')') + 1);
        } catch (NoSuchFileException e) {
            // Gone meanwhile; or there is no such file system, and nothing to be known.
            return Files.exists(Path.of("/proc/self/stat"));
        } catch (IOException e) {
            // What can't be read any more has just ended.
            return true;
        }
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
