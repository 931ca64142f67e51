package dev.workerkit.wire;

import dev.workerkit.WireLimits;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a side introduces itself. */
public sealed interface Hello {

    /** The least that a side can say that it takes, in bytes. */
    int LEAST_MAX_FRAME_BYTES = 1 << 10;

    /** The most. */
    int MOST_MAX_FRAME_BYTES = 1 << 30;

    /** The longest that a hello can be as a frame, in bytes. */
    int LONGEST = 1 << 16;

    /** The longest name that a master can call itself by, in characters. */
    int LONGEST_NAME = 255;

    /** The longest frame that this side takes, in bytes. */
    int maxFrameBytes();

    /** What it says, in JSON. */
    ByteBuffer content();

    private static void requireRole(String role, Fields fields) {
        if (!fields.text("role").equals(role)) {
            throw fields.wrong("role", "is not '" + role + "'");
        }
    }

    private static int maxFrameBytes(Fields fields) {
        return (int)
                fields.optionalWholeNumber(
                                "maxFrameBytes", LEAST_MAX_FRAME_BYTES, MOST_MAX_FRAME_BYTES)
                        .orElse(WireLimits.DEFAULT_MAX_FRAME_BYTES);
    }

    /**
     * What a master says.
     *
     * @param name what it calls itself, if anything
     * @param codec what its messages are; the worker's if absent
     * @param maxFrameBytes 1 KiB to 1 GiB
     * @param nonce 64 hexadecimal digits; there if it means to prove a cookie
     */
    record OfMaster(
            Optional<String> name,
            Optional<String> codec,
            int maxFrameBytes,
            Optional<String> nonce)
            implements Hello {

        /**
         * Reads one.
         *
         * @throws Violation if it is none
         */
        public static OfMaster read(Frame frame) {
            Fields fields = Fields.read(frame);
            requireRole("master", fields);
            Optional<String> name = fields.optionalText("name");
            name.ifPresent(text -> requireName(text, fields));
            return new OfMaster(
                    name,
                    fields.optionalText("codec"),
                    Hello.maxFrameBytes(fields),
                    fields.optionalHex("nonce"));
        }

        /** It may be written to logs, where one that breaks lines could forge some. */
        private static void requireName(String name, Fields fields) {
            if (name.length() > LONGEST_NAME) {
                throw fields.wrong("name", "is longer than " + LONGEST_NAME + " characters");
            }
            if (name.chars().anyMatch(OfMaster::breaksLines)) {
                throw fields.wrong("name", "has control characters");
            }
        }

        private static boolean breaksLines(int character) {
            int type = Character.getType(character);
            return type == Character.CONTROL
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
        }

        @Override
        public ByteBuffer content() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("role", "master");
            name.ifPresent(text -> form.put("name", text));
            codec.ifPresent(text -> form.put("codec", text));
            form.put("maxFrameBytes", maxFrameBytes);
            nonce.ifPresent(text -> form.put("nonce", text));
            return Contents.of(form);
        }
    }

    /**
     * What a worker says.
     *
     * @param name what it was given
     * @param id who it is
     * @param pid its process
     * @param codec what its messages are
     * @param maxFrameBytes 1 KiB to 1 GiB
     * @param challenge 64 hexadecimal digits, drawn for this connection
     */
    record OfWorker(
            String name, String id, long pid, String codec, int maxFrameBytes, String challenge)
            implements Hello {

        /**
         * Reads one.
         *
         * @throws Violation if it is none
         */
        public static OfWorker read(Frame frame) {
            Fields fields = Fields.read(frame);
            requireRole("worker", fields);
            return new OfWorker(
                    fields.text("name"),
                    fields.text("id"),
                    fields.wholeNumber("pid", 1, Long.MAX_VALUE),
                    fields.text("codec"),
                    Hello.maxFrameBytes(fields),
                    fields.hex("challenge"));
        }

        @Override
        public ByteBuffer content() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("role", "worker");
            form.put("name", name);
            form.put("id", id);
            form.put("pid", pid);
            form.put("codec", codec);
            form.put("maxFrameBytes", maxFrameBytes);
            form.put("challenge", challenge);
            return Contents.of(form);
        }
    }
}
