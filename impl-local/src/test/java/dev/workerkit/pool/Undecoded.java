package dev.workerkit.pool;

import dev.workerkit.MessageCodec;
import java.nio.ByteBuffer;

/** A codec for messages that nobody reads. */
final class Undecoded implements MessageCodec {

    @Override
    public ByteBuffer encode(Object message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T decode(ByteBuffer bytes, Class<T> type) {
        throw new UnsupportedOperationException();
    }
}
