package dev.workerkit.log;

import dev.workerkit.LogLine;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * One order for the lines of all logs of a runtime: each has a time of its own, later than those of
 * all before it. That makes it possible to merge logs, and to go over from what is in the files to
 * what comes without a gap. Thread-safe.
 *
 * <p>If the machine's clock is set back, times pass by microseconds until it has caught up.
 */
final class Timeline {

    private final Clock clock;
    private final Audience everybody = new Audience();
    private Instant last = Instant.MIN;

    Timeline(Clock clock) {
        this.clock = clock;
    }

    /** Those who follow all logs. */
    Audience everybody() {
        return everybody;
    }

    /** Gives a new line its time, and gives it to those who follow the log or all logs. */
    synchronized LogLine tell(Audience audience, Function<Instant, LogLine> line) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        LogLine told = line.apply(last);
        audience.tell(told);
        everybody.tell(told);
        return told;
    }

    /** Lets a follower have all lines after the time that is returned. */
    synchronized Instant join(Audience audience, Follower follower) {
        audience.join(follower);
        return now();
    }

    synchronized void leave(Audience audience, Follower follower) {
        audience.leave(follower);
    }

    synchronized void close(Audience audience) {
        audience.close();
    }

    /** No line has a later time, and each new one will have. */
    synchronized Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last;
        return last;
    }
}
