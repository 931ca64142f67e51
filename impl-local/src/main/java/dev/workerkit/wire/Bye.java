package dev.workerkit.wire;

import dev.workerkit.Disconnect;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The last frame of a side: why the connection ends. */
public final class Bye {

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

    /** What it says, in JSON. */
    public static ByteBuffer content(Disconnect disconnect) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("reason", wireName(disconnect.reason()));
        form.put("text", disconnect.text());
        return Contents.of(form);
    }
}
