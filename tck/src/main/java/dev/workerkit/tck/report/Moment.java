package dev.workerkit.tck.report;

import dev.workerkit.tck.trace.Call;
import dev.workerkit.tck.trace.Event;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A call or an event in a timeline. Exactly one of both is there. */
record Moment(String lane, @Nullable Call call, @Nullable Event event) {

    long at() {
        return call != null ? call.at() : event != null ? event.at() : 0;
    }

    /** What was called, or the state that was reached. */
    String what() {
        if (call != null) {
            return call.action() + (call.times() > 1 ? " (" + call.times() + " times)" : "");
        }
        return event == null ? "" : event.to() + " #" + event.incarnation();
    }

    /** The answer to a call, or why a state was reached. */
    String outcome() {
        if (call != null) {
            return answer(call);
        }
        if (event == null) {
            return "";
        }
        return event.exit() == null || event.cause().contains(event.exit())
                ? event.cause()
                : event.exit() + "; " + event.cause();
    }

    boolean isRefused() {
        return call != null && call.error() != null;
    }

    boolean isUnanswered() {
        return call != null && call.took() == null;
    }

    private static String answer(Call call) {
        Long took = call.took();
        if (took == null) {
            return "no answer";
        }
        String answer = call.error() != null ? call.error() : call.result();
        return (answer == null ? "done" : answer) + ", " + time(took);
    }

    /** Microseconds for people. */
    static String time(long micros) {
        if (micros < 100_000) {
            return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
        }
        return micros < 1_000_000
                ? micros / 1000 + " ms"
                : String.format(Locale.ROOT, "%.2f s", micros / 1e6);
    }
}
