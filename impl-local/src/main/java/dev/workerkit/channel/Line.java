package dev.workerkit.channel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;

/**
 * The connection between the doorbells of the two ends: a byte means "look again". All methods may
 * be called from any thread.
 */
interface Line extends Closeable {

    /** Makes sure that the other side can ring here from now on. */
    void open();

    /** Has the selector wake up when the other side rings. */
    void register(Selector selector) throws IOException;

    /** Takes all rings that came. */
    void drain();

    /** Wakes the other side, or does nothing if it is gone. */
    void ring();

    @Override
    void close();
}
