package dev.workerkit.shared;

import dev.workerkit.Disconnect;
import dev.workerkit.wire.Hello;

/** What came of one attempt to connect. */
sealed interface Reply {

    /** A worker is ready. */
    record Welcome(Connection connection, Hello.OfWorker hello) implements Reply {}

    /** Nobody listens. */
    record Nobody(String found) implements Reply {}

    /** Somebody listens, and does not take the connection at the moment. */
    record Busy(String found) implements Reply {}

    /** The connection ended without a word: who listened has died, or is no worker. */
    record Silence(String found) implements Reply {}

    /** A worker refuses, or it is no worker. */
    record Refusal(Disconnect disconnect) implements Reply {}

    /** The address can't be reached. */
    record Unreachable(String found) implements Reply {}
}
