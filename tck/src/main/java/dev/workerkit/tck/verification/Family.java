package dev.workerkit.tck.verification;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A process tree that tries to get away, in each way that processes have: children that lost their
 * parent, left the session, cleared their environment, ignore signals, or answer them with more
 * children. All sleep for a time that no other process sleeps, by which they are found.
 */
final class Family {

    private final int sleep = ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000);

    /** Begets the family; then the script goes on, with {@code $sleep} for its own use. */
    String script(String then) {
        return Scripts.withMarks(
                """
                sleep="sleep %d"
                $sleep &
                ( $sleep & )
                ( ( setsid $sleep & ) & )
                env -i setsid $(command -v sleep) %d &
                ( setsid sh -c "trap '' TERM HUP INT; while :; do $sleep; done" & )
                ( setsid sh -c "trap '$sleep & setsid $sleep &' TERM; while :; do $sleep; done" & )
                mark armed
                """
                                .formatted(sleep, sleep)
                        + then);
    }

    /** The members that live, as the operating system shows them. */
    List<String> alive() {
        return Processes.mentioning("sleep " + sleep);
    }
}
