package dev.workerkit.tck.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What outlived the end of everything.
 *
 * @param processes that bear the campaign's mark
 * @param things what else there is
 */
public record LeftOver(List<ProcessHandle> processes, List<Thing> things) {

    /** What may be left over beside processes. */
    public enum Kind {
        /** Belongs to nobody. */
        FILE,
        /** Belongs to nobody. */
        SOCKET,
        /** Somebody who looks at all workers still sees it. */
        WORKER,
        /** What is mounted is, or lies in, the campaign's folder. */
        MOUNT,
        /** It shows a file of the campaign's folder. */
        LOOP_DEVICE,
        /** It is new, and nobody is in it. */
        NETWORK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * One that is left over.
     *
     * @param name by which people find it
     */
    public record Thing(Kind kind, String name) {}

    /** Copies the lists. */
    public LeftOver {
        processes = List.copyOf(processes);
        things = List.copyOf(things);
    }

    /** Whether there is nothing. */
    public boolean isNothing() {
        return processes.isEmpty() && things.isEmpty();
    }

    /** How many of each kind there are, for people. */
    String figures() {
        return processes.size()
                + " processes, "
                + Arrays.stream(Kind.values())
                        .map(kind -> count(kind) + " " + kind + "s")
                        .collect(Collectors.joining(", "));
    }

    private long count(Kind kind) {
        return things.stream().filter(thing -> thing.kind() == kind).count();
    }

    /** A sentence on each. */
    List<String> wrongs() {
        List<String> all = new ArrayList<>();
        processes.forEach(each -> all.add("process " + each.pid() + " is left over"));
        things.forEach(each -> all.add(each.kind() + " " + each.name() + " is left over"));
        return all;
    }
}
