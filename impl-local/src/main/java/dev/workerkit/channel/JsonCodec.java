package dev.workerkit.channel;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.workerkit.MessageCodec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.json.PlainJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON values: strings, numbers, booleans, lists and maps by streaming; everything else by the
 * binding of properties, which is loaded when it is first needed, as it would add to the start-up
 * time of each worker. The receiver alone chooses the classes: no type is ever read from a message.
 */
final class JsonCodec implements MessageCodec {

    /** What can be received without binding. */
    private static final Set<Class<?>> PLAIN_TYPES =
            Set.of(
                    Object.class,
                    String.class,
                    CharSequence.class,
                    Boolean.class,
                    Number.class,
                    Integer.class,
                    Long.class,
                    Double.class,
                    BigInteger.class,
                    Map.class,
                    LinkedHashMap.class,
                    Iterable.class,
                    Collection.class,
                    List.class,
                    ArrayList.class);

    /** Deeper than JSON is written anyway; ends the search in a list that contains itself. */
    private static final int DEEPEST = 1_000;

    /** Loaded with the first message that is no plain value. */
    private static final class Binding {

        static final ObjectMapper MAPPER =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .build();
    }

    @Override
    public ByteBuffer encode(Object message) {
        try {
            return ByteBuffer.wrap(
                    isPlain(message, 0)
                            ? PlainJson.toBytes(message)
                            : Binding.MAPPER.writeValueAsBytes(message));
        } catch (IOException | IllegalArgumentException e) {
            throw new MessageCodecException(
                    "Can't encode a " + message.getClass().getName() + " as JSON: " + reason(e), e);
        }
    }

    private static boolean isPlain(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String)
                        || depth < DEEPEST && !isPlain(entry.getValue(), depth + 1)) {
                    return false;
                }
            }
            return true;
        }
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (depth < DEEPEST && !isPlain(element, depth + 1)) {
                    return false;
                }
            }
            return true;
        }
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Number && value.getClass().getName().startsWith("java.lang.")
                || value instanceof BigInteger
                || value instanceof BigDecimal;
    }

    /** Nothing for what takes any JSON: the text may go to masters in other languages. */
    private static String as(Class<?> type) {
        return type == Object.class ? "" : " as " + type.getName();
    }

    @Override
    public <T> T decode(ByteBuffer bytes, Class<T> type) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        try {
            Object message =
                    PLAIN_TYPES.contains(type)
                            ? converted(PlainJson.fromBytes(copy, 0, copy.length), type)
                            : Binding.MAPPER.readValue(copy, type);
            if (message == null) {
                throw new MessageCodecException("The message is a JSON null", null);
            }
            @SuppressWarnings("unchecked") // readValue gives the wrapper for a primitive type
            T result = (T) message;
            return result;
        } catch (IOException | IllegalArgumentException e) {
            throw new MessageCodecException(
                    "Can't decode the JSON message" + as(type) + ": " + reason(e), e);
        }
    }

    /** A whole number that fits is also given as the wider type; nothing else is converted. */
    private static @Nullable Object converted(@Nullable Object message, Class<?> type) {
        if (message == null || type.isInstance(message)) {
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
