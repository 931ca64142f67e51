package dev.workerkit.tck.verification;

import dev.workerkit.tck.fixture.Marks;
import java.time.Duration;
import java.util.Locale;

/** What workers that are no Java classes do, for {@code /bin/sh}. */
final class Scripts {

    private static final String FOREVER = "1000000";

    private Scripts() {}

    /** Gives a script the command {@code mark}, which leaves its arguments as a mark. */
    static String withMarks(String script) {
        return Marks.SHELL_FUNCTION + script;
    }

    /** Lives on without a word. */
    static String lasting() {
        return withMarks("mark armed\nexec sleep " + FOREVER);
    }

    /** Ends by a signal to itself. */
    static String dyingBy(int signal) {
        return "kill -" + signal + " $$";
    }

    /** At SIGTERM works for a time and exits with the code. */
    static String polite(int code, Duration work) {
        return withMarks(
                """
                trap 'mark told; kill $! 2>/dev/null; sleep %s; exit %d' TERM
                ( trap - TERM; mark armed; exec sleep %s ) &
                while :; do wait; done
                """
                        .formatted(seconds(work), code, FOREVER));
    }

    /** Lives on in spite of SIGTERM. */
    static String stubborn() {
        return withMarks(
                """
                trap '' TERM
                mark armed
                while :; do sleep %s; done
                """
                        .formatted(FOREVER));
    }

    /** Lives for a time and exits with the code. */
    static String exitingAfter(Duration life, int code) {
        return "sleep %s; exit %d".formatted(seconds(life), code);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }
}
