package dev.workerkit.tck.leak;

import java.util.List;

/**
 * Something that outlived the runtimes.
 *
 * @param kind what it is
 * @param name by which people find it
 * @param verifications the ids of those that ran when it came; one of them made it
 */
public record Leak(String kind, String name, List<String> verifications) {

    private static final int MOST = 4;

    /** Keeps a copy of the ids. */
    public Leak {
        verifications = List.copyOf(verifications);
    }

    /** For example: {@code the thread reader-7, since Stopping.stops ran}. */
    @Override
    public String toString() {
        return "the "
                + kind
                + " "
                + name
                + (verifications.isEmpty()
                        ? ""
                        : ", since "
                                + String.join(
                                        " or ",
                                        verifications.subList(
                                                0, Math.min(MOST, verifications.size())))
                                + (verifications.size() > MOST ? " or others" : "")
                                + " ran");
    }
}
