package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * When processes of this machine were started, as its kernel tells it: in hundredths of a second since
 * the boot.
 */
final class Births {

    private static final int START_TIME = 19;

    private Births() {}

    /** The time that a process would be told to be started now. */
    static long now() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime"));
        return Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", ""));
    }

    /** Of a process that lives. */
    static long of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")));
    }

    /** Of the process of which this is the {@code stat}. */
    static long parse(String stat) {
        // What comes before the last bracket is a name, and may hold anything.
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(words[START_TIME]);
    }

    /**
     * A shell line that appends to a file what the kernel knows of the worker's first process: the one
     * that runs it, or where workers are no processes of this machine, the first that it sees. That
     * one is what was started, and may have taken its time to begin the others.
     */
    static String telling(Path file) {
        String first = Stage.can(Capability.HOST_PROCESSES) ? "$$" : "1";
        return "read -r me < /proc/" + first + "/stat; echo \"$me\" >> '" + file + "'";
    }
}
