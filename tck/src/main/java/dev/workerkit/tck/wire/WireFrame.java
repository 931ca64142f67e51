package dev.workerkit.tck.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A frame of the wire protocol. */
public record WireFrame(int type, byte[] content) {

    public static final int HELLO = 1;
    public static final int DATA = 2;
    public static final int QUERY = 3;
    public static final int STATUS = 4;
    public static final int STOP = 5;
    public static final int STOPPED = 6;
    public static final int REFUSED = 7;
    public static final int PING = 8;
    public static final int PONG = 9;
    public static final int BYE = 10;

    /** The length and the type. */
    public static final int HEAD = Integer.BYTES + 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** With a text as its content. */
    public static WireFrame of(int type, String content) {
        return new WireFrame(type, content.getBytes(StandardCharsets.UTF_8));
    }

    /** As it is sent. */
    public byte[] bytes() {
        return headed(1 + content.length, type, content);
    }

    /** With a length that need not be that of the content. */
    public static byte[] headed(int length, int type, byte... content) {
        return ByteBuffer.allocate(HEAD + content.length)
                .putInt(length)
                .put((byte) type)
                .put(content)
                .array();
    }

    /** What it holds, as text. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** What it holds, as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON is in " + this, e);
        }
    }

    /** The same with other fields in its JSON object; what has none stays as it is. */
    public WireFrame changed(Consumer<ObjectNode> change) {
        try {
            if (JSON.readTree(text()) instanceof ObjectNode fields) {
                change.accept(fields);
                return of(type, fields.toString());
            }
        } catch (JsonProcessingException e) {
            // It is no JSON at all.
        }
        return this;
    }

    /** For the report of a failure. */
    @Override
    public String toString() {
        String text = text();
        return type + " " + (text.length() > 200 ? text.substring(0, 200) + "…" : text);
    }
}
