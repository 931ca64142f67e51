package dev.workerkit.tck.runner;

import org.jspecify.annotations.Nullable;

/** The essence of a message, which may have many long lines, on one line. */
final class Headline {

    private static final int LONGEST = 200;

    private Headline() {}

    static String of(@Nullable String message) {
        String line = message == null ? "" : message.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 4) + " ...";
    }
}
