package dev.workerkit.wire;

import dev.workerkit.Disconnect;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import dev.workerkit.json.StatusForm;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the worker answers to a {@link Request}. */
public sealed interface Answer {

    /** What it is as a frame. */
    FrameType type();

    /** That of the request. */
    long id();

    /** What it says, in JSON. */
    ByteBuffer content();

    /**
     * Reads one.
     *
     * @param frame of the type {@code STATUS}, {@code STOPPED} or {@code REFUSED}
     * @throws Violation if it is none
     */
    static Answer read(Frame frame) {
        Fields fields = Fields.read(frame);
        long id = fields.wholeNumber("id", 1, Long.MAX_VALUE);
        return switch (frame.type()) {
            case STATUS -> new Status(id, Status.read(fields), fields.optionalText("proof"));
            case STOPPED -> new Stopped(id, fields.text("proof"));
            case REFUSED ->
                    new Refused(
                            id,
                            Bye.disconnect(
                                    fields.text("reason"), fields.optionalText("text").orElse("")));
            default -> throw new Violation("a " + frame.type().wireName() + " is no answer");
        };
    }

    /**
     * How the worker is.
     *
     * @param proof there if the query had one
     */
    record Status(long id, WorkerStatus status, Optional<String> proof) implements Answer {

        private static WorkerStatus read(Fields fields) {
            try {
                return StatusForm.read(fields.get("status"));
            } catch (WorkerException e) {
                throw fields.wrong("status", "is none: " + e.getMessage());
            }
        }

        @Override
        public FrameType type() {
            return FrameType.STATUS;
        }

        @Override
        public ByteBuffer content() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("id", id);
            form.put("status", StatusForm.of(status));
            proof.ifPresent(text -> form.put("proof", text));
            return Contents.of(form);
        }
    }

    /** The worker has stopped. */
    record Stopped(long id, String proof) implements Answer {

        @Override
        public FrameType type() {
            return FrameType.STOPPED;
        }

        @Override
        public ByteBuffer content() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("id", id);
            form.put("proof", proof);
            return Contents.of(form);
        }
    }

    /**
     * The worker does not do it.
     *
     * @param why the reason and the text
     */
    record Refused(long id, Disconnect why) implements Answer {

        @Override
        public FrameType type() {
            return FrameType.REFUSED;
        }

        @Override
        public ByteBuffer content() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("id", id);
            form.put("reason", Bye.wireName(why.reason()));
            form.put("text", why.text());
            return Contents.of(form);
        }
    }
}
