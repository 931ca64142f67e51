package dev.workerkit.remote;

/** For how long the other side may be silent. */
final class Silence {

    /** Several beats: one that is late, with a garbage collection or a lost packet, is no end. */
    static final long LONGEST_MILLIS = 5000;

    private Silence() {}
}
