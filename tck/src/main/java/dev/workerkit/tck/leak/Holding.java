package dev.workerkit.tck.leak;

import java.util.Locale;

/**
 * Something that this JVM has.
 *
 * @param identity tells it from others of its kind, now and later
 * @param name by which people find it
 */
record Holding(Kind kind, String identity, String name) {

    /** What there is to be left. */
    enum Kind {
        /** A process that descends from this JVM. */
        PROCESS,
        /** A thread that keeps the JVM from ending. */
        THREAD,
        /** A thread that does not. */
        DAEMON_THREAD,
        /** A socket at which somebody could connect. */
        SOCKET,
        /** An open file, pipe or other socket. */
        DESCRIPTOR,
        /** A file in the JVM's own temporary folder. */
        FILE;

        /** Whether a JVM may get it once and keep it, as long as it does not become more. */
        boolean mayBeHadOnce() {
            return this == DAEMON_THREAD || this == DESCRIPTOR;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What others of its kind that are made for the same purpose have in common with it. */
    String purpose() {
        return kind + " " + name.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "N");
    }
}
