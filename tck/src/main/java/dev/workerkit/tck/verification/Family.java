package dev.workerkit.tck.verification;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A process tree that tries to get away: children that lost their parent, left the session, ignore
 * signals, or answer them with more children. All sleep for a time that no other process sleeps, by
 * which they are found.
 */
final class Family implements AutoCloseable {

    private final int sleep = ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000);

    /** For a script that goes on: one more, who leaves the session without any of its marks. */
    static final String STRANGER = "env -i setsid $(command -v sleep) ${sleep#sleep } &\n";

    /** Begets the family; then the script goes on, with {@code $sleep} for its own use. */
    String script(String then) {
        return Scripts.withMarks(
                """
                sleep="sleep %d"
                $sleep &
                ( $sleep & )
                ( ( setsid $sleep & ) & )
                ( setsid sh -c "trap '' TERM HUP INT; while :; do $sleep; done" & )
                ( setsid sh -c "trap '$sleep & setsid $sleep &' TERM; while :; do $sleep; done" & )
                mark armed
                """
                                .formatted(sleep)
                        + then);
    }

    /** The members that live, as the operating system shows them. */
    List<String> alive() {
        return Processes.mentioning(name());
    }

    /** Ends those that the runtime should have ended. */
    @Override
    public void close() {
        Processes.kill(name());
    }

    private String name() {
        return "sleep " + sleep;
    }
}
