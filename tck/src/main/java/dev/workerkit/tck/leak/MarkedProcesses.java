package dev.workerkit.tck.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The processes of this machine by what is in their environment: whoever has lost its parent, and
 * whatever it runs in, still bears the mark that it was started with.
 */
public final class MarkedProcesses {

    /** A runtime may keep variables of its own from workers, and so another prefix than its. */
    private static final String MARK = "TCK_MASTER";

    private static final String WORKER = "WRK_ID";

    private static final String OWN =
            Optional.ofNullable(System.getenv(MARK)).orElseGet(() -> UUID.randomUUID().toString());

    private MarkedProcesses() {}

    /**
     * Has a JVM, and those of what it starts that inherit its environment, bear the mark of this
     * one; and of that which this one was started by, if that marked it.
     */
    public static void mark(Map<String, String> environment) {
        environment.put(MARK, OWN);
    }

    /** Has a JVM bear a mark of its own. */
    public static void markAnew(Map<String, String> environment) {
        environment.put(MARK, UUID.randomUUID().toString());
    }

    /** Those that live and in whose environment the text occurs. */
    public static List<ProcessHandle> bearing(String text) {
        return all().filter(each -> each.environment().contains(text))
                .map(Marked::process)
                .toList();
    }

    /** All that can be looked into. */
    static Stream<Marked> all() {
        return ProcessHandle.allProcesses()
                .map(process -> new Marked(process, environment(process.pid())))
                .filter(each -> !each.environment().isEmpty());
    }

    /** Of a process that has ended, or is somebody else's, there is nothing to be known. */
    private static String environment(long pid) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** A process with the environment that it was started with. */
    record Marked(ProcessHandle process, String environment) {

        /** Whether it has its mark from this JVM. */
        boolean isOurs() {
            return OWN.equals(variable(MARK).orElse(""));
        }

        /** The id of the worker that it is, or is of. */
        Optional<String> worker() {
            return variable(WORKER);
        }

        private Optional<String> variable(String name) {
            return Stream.of(environment.split("\0"))
                    .filter(each -> each.startsWith(name + "="))
                    .map(each -> each.substring(name.length() + 1))
                    .findFirst();
        }
    }
}
