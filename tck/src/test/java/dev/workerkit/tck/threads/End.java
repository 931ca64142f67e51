package dev.workerkit.tck.threads;

/** Who holds one end of a channel. */
interface End {

    /** The master, which nobody stops. */
    End MASTER = new End() {};

    /** Whether it takes messages still. */
    default boolean mayReceive() {
        return true;
    }

    /** Whether what it sends counts. */
    default boolean maySend() {
        return true;
    }

    /** It waits for a message from now on. */
    default void rests() {}

    /** It waits no more. */
    default void goesOn() {}
}
