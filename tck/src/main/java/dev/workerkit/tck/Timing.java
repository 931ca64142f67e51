package dev.workerkit.tck;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How long something took, and how long it may or must take.
 *
 * @param what that was
 * @param kind what the limit is
 * @param observedMillis how long it took
 * @param limitMillis how long it may or must take
 */
public record Timing(String what, Kind kind, long observedMillis, long limitMillis) {

    /** What a limit is. */
    public enum Kind {
        /** The suite gives up after it; the specification says nothing of it. */
        WAIT("wait"),
        /** What the specification states, and what a usual machine needs beyond. */
        MOST("most"),
        /** What the specification states; it may not be earlier. */
        LEAST("least");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The word in reports. */
        @JsonValue
        public String id() {
            return id;
        }
    }

    /** Whether it judges the runtime; a wait doesn't. */
    public boolean judges() {
        return kind != Kind.WAIT;
    }

    /** What was observed as a share of the limit; the nearer to 1, the tighter. */
    public double margin() {
        return limitMillis == 0 ? 1 : (double) observedMillis / limitMillis;
    }

    /** How tight it was, above 1 if it was not kept. */
    public double tightness() {
        return kind == Kind.LEAST && observedMillis > 0
                ? (double) limitMillis / observedMillis
                : margin();
    }

    /** The margin for people: 42%. */
    public String percent() {
        return String.format(Locale.ROOT, "%.0f%%", 100 * margin());
    }
}
