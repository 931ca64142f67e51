package dev.workerkit.benchmarks.peer;

import java.util.Locale;

/** How the ends of a link wait for a message. */
public enum Waiting {
    /** They look without a pause, each on a processor of its own. */
    PINNED,
    /** As one gets it who asks for nothing: what is made to sleep, sleeps. */
    DEFAULT;

    /** As it is written on command lines and in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is written so. */
    public static Waiting of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
