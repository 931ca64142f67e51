package dev.workerkit.tck.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A frame of the wire protocol. */
record WireFrame(int type, byte[] content) {

    static final int HELLO = 1;
    static final int DATA = 2;
    static final int QUERY = 3;
    static final int STATUS = 4;
    static final int STOP = 5;
    static final int STOPPED = 6;
    static final int REFUSED = 7;
    static final int PING = 8;
    static final int PONG = 9;
    static final int BYE = 10;

    /** The length and the type. */
    static final int HEAD = Integer.BYTES + 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** With a text as its content. */
    static WireFrame of(int type, String content) {
        return new WireFrame(type, content.getBytes(StandardCharsets.UTF_8));
    }

    /** As it is sent. */
    byte[] bytes() {
        return headed(1 + content.length, type, content);
    }

    /** With a length that need not be that of the content. */
    static byte[] headed(int length, int type, byte... content) {
        return ByteBuffer.allocate(HEAD + content.length)
                .putInt(length)
                .put((byte) type)
                .put(content)
                .array();
    }

    /** What it holds, as text. */
    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** What it holds, as JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON is in " + this, e);
        }
    }

    /** For the report of a failure. */
    @Override
    public String toString() {
        String text = text();
        return type + " " + (text.length() > 200 ? text.substring(0, 200) + "…" : text);
    }
}
