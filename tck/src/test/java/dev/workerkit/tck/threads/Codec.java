package dev.workerkit.tck.threads;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.MessageCodec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.SpecException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The codecs by the names that a channel's spec gives. */
enum Codec implements MessageCodec {
    JSON {
        @Override
        Object decoded(byte[] bytes, Class<?> type) throws IOException {
            return MAPPER.readValue(bytes, type);
        }

        @Override
        byte[] encoded(Object message) throws IOException {
            return MAPPER.writeValueAsBytes(message);
        }
    },
    STRING {
        @Override
        Object decoded(byte[] bytes, Class<?> type) {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        byte[] encoded(Object message) {
            return ((String) message).getBytes(StandardCharsets.UTF_8);
        }
    },
    BYTES {
        @Override
        Object decoded(byte[] bytes, Class<?> type) {
            return bytes;
        }

        @Override
        byte[] encoded(Object message) {
            return ((byte[]) message).clone();
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    abstract Object decoded(byte[] bytes, Class<?> type) throws IOException;

    abstract byte[] encoded(Object message) throws IOException;

    static MessageCodec named(String name) {
        switch (name) {
            case "json":
                return JSON;
            case "string":
                return STRING;
            case "bytes":
                return BYTES;
            default:
                return custom(name);
        }
    }

    private static MessageCodec custom(String name) {
        try {
            return (MessageCodec) Class.forName(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new SpecException(
                    "channel.codec",
                    "'" + name + "' is no codec: " + e,
                    "use json, string, bytes or the name of a public MessageCodec");
        }
    }

    @Override
    public ByteBuffer encode(Object message) {
        try {
            return ByteBuffer.wrap(encoded(message));
        } catch (IOException | ClassCastException e) {
            throw new MessageCodecException("It can't be sent as " + name() + ": " + e, e);
        }
    }

    @Override
    public <T> T decode(ByteBuffer buffer, Class<T> type) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        try {
            Object value = decoded(bytes, type);
            if (!type.isInstance(value)) {
                throw new MessageCodecException("It is no " + type.getName(), null);
            }
            return type.cast(value);
        } catch (IOException e) {
            throw new MessageCodecException("It is no " + type.getName() + ": " + e, e);
        }
    }
}
