package dev.workerkit.channel;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.workerkit.MessageCodec;
import dev.workerkit.MessageCodecException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * JSON values: strings, numbers, booleans, lists and maps by streaming; everything else by the
 * binding of properties, which is loaded when it is first needed, as it would add to the start-up
 * time of each worker. The receiver alone chooses the classes: no type is ever read from a message.
 */
final class JsonCodec implements MessageCodec {

    /** Loaded with the first message that is no plain value. */
    private static final class Binding {

        static final ObjectMapper MAPPER =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .build();
    }

    private final PlainJson plain =
            new PlainJson((generator, value) -> Binding.MAPPER.writeValue(generator, value));

    @Override
    public ByteBuffer encode(Object message) {
        try {
            return plain.write(message);
        } catch (IOException | IllegalArgumentException e) {
            throw new MessageCodecException(
                    "Can't encode a " + message.getClass().getName() + " as JSON: " + reason(e), e);
        }
    }

    @Override
    public <T> T decode(ByteBuffer bytes, Class<T> type) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        try {
            Object message =
                    PlainJson.isPlain(type)
                            ? converted(plain.read(copy), type)
                            : Binding.MAPPER.readValue(copy, type);
            if (message == null) {
                throw new MessageCodecException("The message is a JSON null", null);
            }
            @SuppressWarnings("unchecked") // readValue gives the wrapper for a primitive type
            T result = (T) message;
            return result;
        } catch (IOException | IllegalArgumentException e) {
            throw new MessageCodecException(
                    "Can't decode the JSON message as " + type.getName() + ": " + reason(e), e);
        }
    }

    /** A number that fits is also given as the wider type asked for; nothing else is converted. */
    private static Object converted(Object message, Class<?> type) {
        if (type.isInstance(message)) {
            return message;
        }
        if (message instanceof Integer || message instanceof Long) {
            long number = ((Number) message).longValue();
            if (type == Long.class) {
                return number;
            }
            if (type == Double.class && (long) (double) number == number) {
                return (double) number;
            }
            if (type == BigInteger.class) {
                return BigInteger.valueOf(number);
            }
            if (type == BigDecimal.class) {
                return BigDecimal.valueOf(number);
            }
        }
        throw new MessageCodecException(
                "The JSON message is a "
                        + message.getClass().getSimpleName()
                        + ", not a "
                        + type.getName(),
                null);
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
