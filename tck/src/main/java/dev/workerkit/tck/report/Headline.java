package dev.workerkit.tck.report;

import org.jspecify.annotations.Nullable;

/** The essence of a message, which may have many long lines, on one line. */
public final class Headline {

    private static final int LONGEST = 200;

    private Headline() {}

    /** Of a message, if there is one. */
    public static String of(@Nullable String message) {
        String line = message == null ? "" : message.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 4) + " ...";
    }
}
