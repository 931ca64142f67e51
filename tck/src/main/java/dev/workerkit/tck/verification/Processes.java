package dev.workerkit.tck.verification;

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

    /** Whether there is such a process. */
    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(process -> !commandLine(process).isEmpty()).isPresent();
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
