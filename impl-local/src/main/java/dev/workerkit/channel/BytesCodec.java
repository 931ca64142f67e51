package dev.workerkit.channel;

import dev.workerkit.MessageCodec;
import dev.workerkit.MessageCodecException;
import java.nio.ByteBuffer;

/** Byte arrays and byte buffers as they are. */
final class BytesCodec implements MessageCodec {

    @Override
    public ByteBuffer encode(Object message) {
        if (message instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (message instanceof ByteBuffer buffer) {
            return buffer;
        }
        throw new MessageCodecException(
                "The codec bytes sends byte arrays and byte buffers, and this is a "
                        + message.getClass().getName(),
                null);
    }

    @Override
    public <T> T decode(ByteBuffer bytes, Class<T> type) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        if (type.isInstance(copy)) {
            return type.cast(copy);
        }
        if (type == ByteBuffer.class) {
            return type.cast(ByteBuffer.wrap(copy));
        }
        throw new MessageCodecException(
                "The codec bytes receives a byte[] or a ByteBuffer, not a " + type.getName(), null);
    }
}
