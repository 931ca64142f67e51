package dev.workerkit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads null, strings, numbers, booleans, lists, and maps with strings for keys.
 *
 * <p>It streams, because data binding costs a starting worker more time than all else it does. How
 * deep values may be nested is bounded by the generator and the parser.
 */
public final class PlainJson {

    private PlainJson() {}

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException if it has no form in JSON; part of it may be written then
     */
    public static void write(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(number, out);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, out);
        } else if (value instanceof List<?> list) {
            writeList(list, out);
        } else {
            throw new IllegalArgumentException(
                    "a "
                            + value.getClass().getName()
                            + " is no JSON value; use null, strings, numbers, booleans, lists and"
                            + " maps");
        }
    }

    private static void writeNumber(Number number, JsonGenerator out) throws IOException {
        if (number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte) {
            out.writeNumber(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            writeFloating(number, out);
        } else if (number instanceof BigInteger integer) {
            out.writeNumber(integer);
        } else if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else {
            throw new IllegalArgumentException(
                    "a " + number.getClass().getName() + " is no JSON value; give a plain number");
        }
    }

    private static void writeFloating(Number number, JsonGenerator out) throws IOException {
        if (!Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(number + " has no form in JSON; leave it out");
        }
        if (number instanceof Float) {
            out.writeNumber(number.floatValue());
        } else {
            out.writeNumber(number.doubleValue());
        }
    }

    private static void writeMap(Map<?, ?> map, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException(
                        "the key " + entry.getKey() + " is not a string; JSON has no other keys");
            }
            out.writeFieldName(key);
            write(entry.getValue(), out);
        }
        out.writeEndObject();
    }

    private static void writeList(List<?> list, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (Object element : list) {
            write(element, out);
        }
        out.writeEndArray();
    }

    /**
     * Reads the value that comes next, and leaves the parser on its last token. If the parser is on
     * a token already, the value begins with that one.
     *
     * @return null, a string, a boolean, an {@code Integer}, {@code Long}, {@code BigInteger} or
     *     {@code Double} that holds the number, or a mutable list or map in the order of the text
     * @throws JsonParseException if there is none, or it is not JSON
     */
    public static @Nullable Object read(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        return readFrom(token == null ? in.nextToken() : token, in);
    }

    private static @Nullable Object readFrom(@Nullable JsonToken token, JsonParser in)
            throws IOException {
        if (token == null) {
            throw new JsonParseException(in, "a value was expected and the text ends");
        }
        return switch (token.id()) {
            case JsonTokenId.ID_NULL -> null;
            case JsonTokenId.ID_TRUE -> Boolean.TRUE;
            case JsonTokenId.ID_FALSE -> Boolean.FALSE;
            case JsonTokenId.ID_STRING -> in.getText();
            case JsonTokenId.ID_NUMBER_INT, JsonTokenId.ID_NUMBER_FLOAT -> in.getNumberValue();
            case JsonTokenId.ID_START_ARRAY -> readList(in);
            case JsonTokenId.ID_START_OBJECT -> readMap(in);
            default -> throw new JsonParseException(in, "a value was expected, not " + token);
        };
    }

    private static List<@Nullable Object> readList(JsonParser in) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; ) {
            list.add(readFrom(token, in));
            token = in.nextToken();
        }
        return list;
    }

    private static Map<String, @Nullable Object> readMap(JsonParser in) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            map.put(key, readFrom(in.nextToken(), in));
        }
        return map;
    }

    /**
     * The value as UTF-8, on one line.
     *
     * @throws IllegalArgumentException if it has no form in JSON
     */
    public static byte[] toBytes(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator out = Shared.FACTORY.createGenerator(bytes)) {
            write(value, out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException tooDeep) {
            // The target is memory, so the value itself is at fault.
            throw new IllegalArgumentException(
                    "it has no form in JSON: " + tooDeep.getMessage(), tooDeep);
        }
    }

    /**
     * The one value that these bytes hold.
     *
     * @return as {@link #read}
     * @throws JsonParseException if they hold none, more than one, or something else
     */
    public static @Nullable Object fromBytes(byte[] bytes, int offset, int length)
            throws IOException {
        try (JsonParser in = Shared.FACTORY.createParser(bytes, offset, length)) {
            Object value = read(in);
            if (in.nextToken() != null) {
                throw new JsonParseException(in, "the text goes on after the value");
            }
            return value;
        }
    }

    /** Made when it is first needed, as it is not by those who bring their own. */
    private static final class Shared {
        static final JsonFactory FACTORY =
                JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    }
}
