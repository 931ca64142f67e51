package dev.workerkit.control;

import dev.workerkit.json.PlainJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the protocol.
 *
 * @param type names the message
 * @param fields all its fields
 */
record Message(String type, Map<?, ?> fields) {

    static Message parse(byte[] bytes, int length) throws ProtocolException {
        Object value;
        try {
            value = PlainJson.fromBytes(bytes, 0, length);
        } catch (IOException e) {
            throw new ProtocolException("it sent a line that is not JSON: " + firstLine(e));
        }
        if (!(value instanceof Map<?, ?> fields)) {
            throw new ProtocolException("it sent a line that is not a JSON object");
        }
        if (!(fields.get("type") instanceof String type)) {
            throw new ProtocolException("it sent a line without a type");
        }
        return new Message(type, fields);
    }

    /** Without the parser's account of where the bytes came from. */
    private static String firstLine(IOException e) {
        String text = String.valueOf(e.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    String text(String field) throws ProtocolException {
        if (fields.get(field) instanceof String text) {
            return text;
        }
        throw new ProtocolException("its '" + type + "' lacks the text '" + field + "'");
    }

    /** A whole number that is not negative. */
    long count(String field) throws ProtocolException {
        Object value = fields.get(field);
        if ((value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw new ProtocolException("its '" + type + "' lacks the whole number '" + field + "'");
    }

    /** Whether a field says so; not if it is absent. */
    boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    @Nullable Object value(String field) {
        return fields.get(field);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /**
     * The line of a message, with its end.
     *
     * @param namesAndValues the fields after the type: a name, its value, and so on
     * @throws IllegalArgumentException if a value has no form in JSON, or the line gets too long
     */
    static byte[] line(String type, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        byte[] json = PlainJson.toBytes(fields);
        if (json.length > LineSplitter.LONGEST_LINE) {
            throw new IllegalArgumentException(
                    "it takes "
                            + json.length
                            + " bytes and may take "
                            + LineSplitter.LONGEST_LINE
                            + "; send it over the channel");
        }
        byte[] line = new byte[json.length + 1];
        System.arraycopy(json, 0, line, 0, json.length);
        line[json.length] = '\n';
        return line;
    }
}
