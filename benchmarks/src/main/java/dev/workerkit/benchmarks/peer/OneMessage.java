package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A message from one end to the other in one thread. */
final class OneMessage {

    private OneMessage() {}

    static void pass(Link from, Link to) throws IOException {
        ByteBuffer sent = Message.allocate(Message.SMALLEST);
        ByteBuffer received = Message.allocate(Message.SMALLEST);
        Message.mark(sent, 1);
        from.send(sent);
        if (!to.receive(received) || !received.equals(sent)) {
            throw new IOException("The message did not arrive as it was sent");
        }
    }
}
