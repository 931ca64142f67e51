package dev.workerkit.tck.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object that a harness told, of which fields are read. One that lacks a field, or has one of
 * another kind, breaks the protocol; fields that nobody asks for are ignored.
 *
 * @param what it is, for messages
 * @param fields those that it has
 */
record Told(String what, JsonNode fields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Something that a harness told is not as the protocol has it. */
    static final class MalformedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    Told {
        if (!fields.isObject()) {
            throw new MalformedException(what + " is no JSON object but " + excerpt(fields));
        }
    }

    boolean has(String name) {
        return fields.hasNonNull(name);
    }

    String text(String name) {
        return required(name, JsonNodeType.STRING).asText();
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long whole(String name) {
        JsonNode value = required(name, JsonNodeType.NUMBER);
        if (!value.canConvertToLong() || !value.canConvertToExactIntegral()) {
            throw wrong(name, "a whole number", value);
        }
        return value.asLong();
    }

    int count(String name) {
        long value = whole(name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw wrong(name, "a number from 0 to " + Integer.MAX_VALUE, fields.get(name));
        }
        return (int) value;
    }

    OptionalLong optionalWhole(String name) {
        return has(name) ? OptionalLong.of(whole(name)) : OptionalLong.empty();
    }

    double number(String name) {
        return required(name, JsonNodeType.NUMBER).asDouble();
    }

    /** Any value, as maps, lists, strings, numbers and booleans; null if it is absent. */
    @Nullable Object plain(String name) {
        return JSON.convertValue(fields.get(name), Object.class);
    }

    /** False if it is absent. */
    boolean flag(String name) {
        return has(name) && required(name, JsonNodeType.BOOLEAN).asBoolean();
    }

    /** In seconds since the epoch. */
    Instant time(String name) {
        double seconds = number(name);
        try {
            long whole = (long) Math.floor(seconds);
            return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e6) * 1000);
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(name, "a time in seconds since 1970", fields.get(name));
        }
    }

    Optional<Instant> optionalTime(String name) {
        return has(name) ? Optional.of(time(name)) : Optional.empty();
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String word = text(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> id(each).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        name,
                                        "one of "
                                                + Arrays.stream(type.getEnumConstants())
                                                        .map(Told::id)
                                                        .toList(),
                                        fields.get(name)));
    }

    static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Told object(String name) {
        return new Told("'" + name + "' of " + what, required(name, JsonNodeType.OBJECT));
    }

    Optional<Told> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** Empty if it is absent. */
    List<String> texts(String name) {
        return list(
                name,
                (JsonNode each) -> {
                    if (!each.isTextual()) {
                        throw wrong(name, "a list of texts", fields.get(name));
                    }
                    return each.asText();
                });
    }

    /** Empty if it is absent. */
    <T> List<T> objects(String name, Function<Told, T> read) {
        return list(name, each -> read.apply(new Told("one of '" + name + "' of " + what, each)));
    }

    private <T> List<T> list(String name, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        if (has(name)) {
            required(name, JsonNodeType.ARRAY).forEach(each -> all.add(read.apply(each)));
        }
        return List.copyOf(all);
    }

    private JsonNode required(String name, JsonNodeType type) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            throw new MalformedException(what + " has no field '" + name + "': " + excerpt(fields));
        }
        if (value.getNodeType() != type) {
            throw wrong(name, type.name().toLowerCase(Locale.ROOT), value);
        }
        return value;
    }

    private MalformedException wrong(String name, String due, JsonNode value) {
        return new MalformedException(
                "'" + name + "' of " + what + " is " + excerpt(value) + "; it must be " + due);
    }

    private static String excerpt(JsonNode value) {
        return Excerpt.of(value.toString());
    }
}
