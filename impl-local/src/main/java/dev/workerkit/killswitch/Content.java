package dev.workerkit.killswitch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.workerkit.KillSwitch;
import dev.workerkit.SpecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a kill switch's file says. Immutable.
 *
 * @param global whether all starts are forbidden
 * @param entries what is forbidden, as it is spelled in the file
 * @param others further fields, as they are written there
 */
record Content(boolean global, List<String> entries, Map<String, String> others) {

    /** Nothing is forbidden. */
    static final Content NOTHING = new Content(false, List.of(), Map.of());

    /** Some editors begin a file with it. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    // Of two that contradict each other nobody could say which one is meant.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    Content {
        entries = List.copyOf(entries);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /** The {@linkplain AddressKey keys} of what is forbidden, as they are now. */
    Set<String> keys() {
        return entries.stream().map(AddressKey::of).collect(Collectors.toSet());
    }

    boolean forbidsNothing() {
        return !global && entries.isEmpty();
    }

    Content withGlobal(boolean forbidden) {
        return new Content(forbidden, entries, others);
    }

    /** The same with these forbidden, those that are so already unchanged. */
    Content with(Collection<String> addresses) {
        Set<String> keys = keys();
        List<String> more = new ArrayList<>(entries);
        for (String address : addresses) {
            if (keys.add(AddressKey.of(address))) {
                more.add(address);
            }
        }
        return new Content(global, more, others);
    }

    /** The same without these, however they are spelled. */
    Content without(Collection<String> addresses) {
        Set<String> keys = addresses.stream().map(AddressKey::of).collect(Collectors.toSet());
        List<String> fewer =
                entries.stream().filter(entry -> !keys.contains(AddressKey.of(entry))).toList();
        return new Content(global, fewer, others);
    }

    Content allowingAll() {
        return new Content(false, List.of(), others);
    }

    KillSwitch.State state() {
        Set<String> sorted = new TreeSet<>();
        entries.forEach(entry -> sorted.add(normalized(entry)));
        return new KillSwitch.State(
                global, Collections.unmodifiableSet(new LinkedHashSet<>(sorted)));
    }

    private static String normalized(String entry) {
        try {
            return KillSwitch.normalized(entry);
        } catch (SpecException e) {
            return entry;
        }
    }

    // The file

    /**
     * Reads what a file holds.
     *
     * @throws IOException with a message for people if that is not as it should be
     */
    static Content parse(byte[] bytes) throws IOException {
        String text = decode(bytes);
        try (JsonParser in = JSON.createParser(text)) {
            require(in, in.nextToken() == JsonToken.START_OBJECT, "an object was expected");
            Content content = fields(in, text);
            require(in, in.nextToken() == null, "the text goes on after the object");
            return content;
        }
    }

    /** Left to itself, the parser would guess from the first bytes, and take UTF-16, too. */
    private static String decode(byte[] bytes) throws IOException {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK)
                    ? text.substring(BYTE_ORDER_MARK.length())
                    : text;
        } catch (CharacterCodingException e) {
            throw new JsonParseException(null, "it is not UTF-8", e);
        }
    }

    private static Content fields(JsonParser in, String text) throws IOException {
        boolean global = false;
        List<String> entries = List.of();
        Map<String, String> others = new LinkedHashMap<>();
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            JsonToken token = in.nextToken();
            switch (field) {
                case "global" -> {
                    require(in, token.isBoolean(), "'global' is neither true nor false");
                    global = in.getBooleanValue();
                }
                case "addresses" -> {
                    require(in, token == JsonToken.START_ARRAY, "'addresses' is no list");
                    entries = texts(in);
                }
                default -> others.put(field, asWritten(in, text));
            }
        }
        return new Content(global, entries, others);
    }

    private static List<String> texts(JsonParser in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonToken token = in.nextToken();
                token != JsonToken.END_ARRAY;
                token = in.nextToken()) {
            require(in, token == JsonToken.VALUE_STRING, "one of 'addresses' is no text");
            texts.add(in.getText());
        }
        return texts;
    }

    /** So that not even the digits of a number change. */
    private static String asWritten(JsonParser in, String text) throws IOException {
        int begin = (int) in.currentTokenLocation().getCharOffset();
        in.skipChildren();
        in.finishToken();
        int end = (int) in.currentLocation().getCharOffset();
        return text.substring(begin, end).strip();
    }

    private static void require(JsonParser in, boolean condition, String otherwise)
            throws IOException {
        if (!condition) {
            throw new JsonParseException(in, otherwise);
        }
    }

    /** As the file holds it: one line. */
    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeBooleanField("global", global);
            out.writeArrayFieldStart("addresses");
            for (String entry : entries) {
                out.writeString(entry);
            }
            out.writeEndArray();
            for (Map.Entry<String, String> other : others.entrySet()) {
                out.writeFieldName(other.getKey());
                out.writeRawValue(other.getValue());
            }
            out.writeEndObject();
            out.writeRaw('\n');
        }
        return bytes.toByteArray();
    }
}
