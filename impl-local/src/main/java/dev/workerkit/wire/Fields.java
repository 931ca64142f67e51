package dev.workerkit.wire;

import dev.workerkit.json.PlainJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The fields of a frame's content. What is not as the protocol has it is a {@link Violation}. */
final class Fields {

    private final FrameType type;
    private final Map<?, ?> values;

    private Fields(FrameType type, Map<?, ?> values) {
        this.type = type;
        this.values = values;
    }

    static Fields read(Frame frame) {
        ByteBuffer content = frame.content();
        try {
            Object value =
                    PlainJson.fromBytes(
                            content.array(),
                            content.arrayOffset() + content.position(),
                            content.remaining());
            if (value instanceof Map<?, ?> map) {
                return new Fields(frame.type(), map);
            }
        } catch (IOException e) {
            throw new Violation("the content of a " + frame.type().wireName() + " is no JSON");
        }
        throw new Violation("the content of a " + frame.type().wireName() + " is no JSON object");
    }

    @Nullable Object get(String name) {
        return values.get(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    Optional<String> optionalText(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw wrong(name, "is no text");
    }

    /** A text of 64 hexadecimal digits. */
    Optional<String> optionalHex(String name) {
        Optional<String> text = optionalText(name);
        if (text.isPresent() && !Proof.isHex(text.get())) {
            throw wrong(name, "is not 64 hexadecimal digits");
        }
        return text;
    }

    String hex(String name) {
        return optionalHex(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    long wholeNumber(String name, long least, long most) {
        return optionalWholeNumber(name, least, most).orElseThrow(() -> wrong(name, "is missing"));
    }

    OptionalLong optionalWholeNumber(String name, long least, long most) {
        Object value = values.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        }
        throw wrong(name, "is no whole number from " + least + " to " + most);
    }

    Violation wrong(String name, String how) {
        return new Violation("the field '" + name + "' of a " + type.wireName() + " " + how);
    }
}
