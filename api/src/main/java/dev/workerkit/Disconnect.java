package dev.workerkit;

/**
 * Why a connection between a master and a shared worker ended, or was refused.
 *
 * @param reason what a program may act on
 * @param text for people
 */
public record Disconnect(Reason reason, String text) {

    /** The reasons; SPEC.md has their names on the wire. */
    public enum Reason {
        /** One side said goodbye. */
        CLOSED,
        /** The worker stops. */
        STOPPING,
        /** The connection broke off without a goodbye: a process died, or a network failed. */
        LOST,
        /**
         * One side left too much unread for too long (WRK-WIRE-009), or was the slowest when all
         * together left too much unread or unfinished (WRK-WIRE-013).
         */
        SLOW,
        /** Nothing came for too long: no handshake, or no answer to a ping. */
        TIMEOUT,
        /** One side broke the protocol. */
        PROTOCOL,
        /** The two sides speak versions of the protocol that do not go together. */
        VERSION,
        /** The two sides have different codecs. */
        CODEC,
        /** The worker has as many masters as it bears. */
        FULL,
        /** The cookie is wrong. */
        COOKIE,
        /** The worker's handler failed. */
        FAILED
    }

    /** The reason and the text if there is one, for messages. */
    @Override
    public String toString() {
        String name = reason.name().toLowerCase(java.util.Locale.ROOT);
        return text.isEmpty() ? name : name + ": " + text;
    }
}
