package dev.workerkit.wire;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a master asks of the worker itself.
 *
 * @param type {@code QUERY} or {@code STOP}
 * @param id from 1, greater than all before it on the connection
 * @param proof that it has the cookie, if it gives one
 */
public record Request(FrameType type, long id, Optional<String> proof) {

    /**
     * Reads one.
     *
     * @throws Violation if it is none
     */
    public static Request read(Frame frame) {
        Fields fields = Fields.read(frame);
        return new Request(
                frame.type(),
                fields.wholeNumber("id", 1, Long.MAX_VALUE),
                fields.optionalText("proof"));
    }

    /** What it says, in JSON. */
    public ByteBuffer content() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("id", id);
        proof.ifPresent(text -> form.put("proof", text));
        return Contents.of(form);
    }
}
