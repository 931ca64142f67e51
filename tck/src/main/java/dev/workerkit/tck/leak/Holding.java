package dev.workerkit.tck.leak;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that this JVM, or a runtime in it, has.
 *
 * @param identity tells it from others of its kind, now and later
 * @param name by which people find it
 * @param worker the id of the worker that it is of, if it says so
 * @param born when it was made, if it says so
 */
record Holding(
        Kind kind, String identity, String name, Optional<String> worker, Optional<Instant> born) {

    /** What there is to be left. */
    enum Kind {
        /** A process that descends from this JVM, or bears its mark or the id of a worker. */
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
        FILE,
        /** A file in shared memory, which is everybody's. */
        SHARED_MEMORY,
        /** A worker that whoever looks at all workers still sees. */
        WORKER,
        /** A container, running or not. */
        CONTAINER,
        /** A network of an engine of containers. */
        NETWORK,
        /** A volume of an engine of containers. */
        VOLUME;

        /** Whether a JVM may get it once and keep it, as long as it does not become more. */
        boolean mayBeHadOnce() {
            return this == DAEMON_THREAD || this == DESCRIPTOR;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** One that does not say where it comes from. */
    static Holding of(Kind kind, String identity, String name) {
        return new Holding(kind, identity, name, Optional.empty(), Optional.empty());
    }

    /** What others of its kind that are made for the same purpose have in common with it. */
    String purpose() {
        return kind + " " + name.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "N");
    }
}
