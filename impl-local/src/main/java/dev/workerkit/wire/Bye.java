package dev.workerkit.wire;

import dev.workerkit.Disconnect;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The last frame of a side: why the connection ends. */
public final class Bye {

    /** So many characters take six bytes each at most, and leave room for the rest. */
    private static final int CUT_TEXT = 150;

    private Bye() {}

    /**
     * Reads one. A reason that this version does not know ends the connection too, and is told as a
     * {@code protocol} one.
     *
     * @throws Violation if it is none
     */
    public static Disconnect read(Frame frame) {
        Fields fields = Fields.read(frame);
        return disconnect(fields.text("reason"), fields.optionalText("text").orElse(""));
    }

    static Disconnect disconnect(String name, String text) {
        for (Disconnect.Reason reason : Disconnect.Reason.values()) {
            // Nobody who is lost could say so.
            if (reason != Disconnect.Reason.LOST && wireName(reason).equals(name)) {
                return new Disconnect(reason, text);
            }
        }
        return new Disconnect(
                Disconnect.Reason.PROTOCOL, "the unknown reason '" + name + "': " + text);
    }

    static String wireName(Disconnect.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** What it says, in JSON; a text that not each side would take is cut. */
    public static ByteBuffer content(Disconnect disconnect) {
        ByteBuffer whole = form(disconnect);
        if (whole.remaining() < Hello.LEAST_MAX_FRAME_BYTES) {
            return whole;
        }
        String text = disconnect.text();
        int end = Character.isHighSurrogate(text.charAt(CUT_TEXT - 1)) ? CUT_TEXT - 1 : CUT_TEXT;
        return form(new Disconnect(disconnect.reason(), text.substring(0, end) + "..."));
    }

    private static ByteBuffer form(Disconnect disconnect) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("reason", wireName(disconnect.reason()));
        form.put("text", disconnect.text());
        return Contents.of(form);
    }
}
