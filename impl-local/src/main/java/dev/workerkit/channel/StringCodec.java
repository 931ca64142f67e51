package dev.workerkit.channel;

import dev.workerkit.MessageCodec;
import dev.workerkit.MessageCodecException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings as UTF-8. What is no text is refused instead of being replaced by question marks. */
final class StringCodec implements MessageCodec {

    @Override
    public ByteBuffer encode(Object message) {
        if (!(message instanceof String text)) {
            throw new MessageCodecException(
                    "The codec string sends strings, and this is a " + message.getClass().getName(),
                    null);
        }
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new MessageCodecException("The string has half a surrogate pair", e);
        }
    }

    @Override
    public <T> T decode(ByteBuffer bytes, Class<T> type) {
        if (!type.isAssignableFrom(String.class)) {
            throw new MessageCodecException(
                    "The codec string receives a String, not a " + type.getName(), null);
        }
        try {
            return type.cast(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new MessageCodecException("The message is not UTF-8", e);
        }
    }
}
