package dev.workerkit.channel;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What both sides of a line do with sockets. */
final class Sockets {

    private Sockets() {}

    /** Closes what is not needed any more; that it can't be closed properly changes nothing. */
    static void closeQuietly(@Nullable Closeable socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // The descriptor is given back all the same.
            }
        }
    }
}
