package dev.workerkit.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
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

/** Strings, numbers, booleans, lists and maps as JSON, by streaming alone. */
final class PlainJson {

    /** Writes a value that is not plain. */
    @FunctionalInterface
    interface OtherWriter {
        void write(JsonGenerator generator, Object value) throws IOException;
    }

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

    private final JsonFactory factory = new JsonFactory();
    private final OtherWriter other;

    PlainJson(OtherWriter other) {
        this.other = other;
    }

    /** Whether reading as this type needs nothing but {@link #read}. */
    static boolean isPlain(Class<?> type) {
        return PLAIN_TYPES.contains(type);
    }

    ByteBuffer write(Object value) throws IOException {
        Output output = new Output();
        try (JsonGenerator generator = factory.createGenerator(output)) {
            write(generator, value);
        }
        return output.toBuffer();
    }

    private void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Number number) {
            write(generator, number);
        } else if (value instanceof Map<?, ?> map && hasOnlyStringKeys(map)) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else {
            other.write(generator, value);
        }
    }

    private void write(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte) {
            generator.writeNumber(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException(number + " is no JSON number");
            }
            if (number instanceof Float) {
                generator.writeNumber(number.floatValue());
            } else {
                generator.writeNumber(number.doubleValue());
            }
        } else if (number instanceof BigInteger big) {
            generator.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            generator.writeNumber(big);
        } else {
            other.write(generator, number);
        }
    }

    private static boolean hasOnlyStringKeys(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    /** The value, which is the only one there. */
    Object read(byte[] bytes) throws IOException {
        try (JsonParser parser = factory.createParser(bytes)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new JsonParseException(parser, "the message is empty");
            }
            Object value = read(parser, token);
            if (value == null) {
                throw new JsonParseException(parser, "it is null");
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows after the value");
            }
            return value;
        }
    }

    private @Nullable Object read(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> finite(parser);
            case START_ARRAY -> readList(parser);
            case START_OBJECT -> readMap(parser);
            default -> throw new JsonParseException(parser, "there is no value at " + token);
        };
    }

    private static Double finite(JsonParser parser) throws IOException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw new JsonParseException(parser, "the number is out of range");
        }
        return number;
    }

    private List<@Nullable Object> readList(JsonParser parser) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            list.add(read(parser, token));
            token = parser.nextToken();
        }
        return list;
    }

    private Map<String, @Nullable Object> readMap(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            map.put(name, read(parser, parser.nextToken()));
        }
        return map;
    }

    /** Spares the copy that the class library would make. */
    private static final class Output extends ByteArrayOutputStream {

        Output() {
            super(256);
        }

        ByteBuffer toBuffer() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
