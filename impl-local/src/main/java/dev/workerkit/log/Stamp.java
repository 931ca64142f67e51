package dev.workerkit.log;

import dev.workerkit.LogLine;
import dev.workerkit.WorkerId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * What stands before each line: {@code [Fri Dec 17 13:39:41 2010] WRK_ID }. The time is that of
 * asctime(3) in the machine's time zone, so a day of one digit has a space before it. Used under
 * the log's lock.
 */
final class Stamp {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);
    private static final int TIME_LENGTH = 24;

    private final WorkerId worker;
    private final Clock clock;
    private long second = Long.MIN_VALUE;
    private byte[] bytes = {};

    Stamp(WorkerId worker, Clock clock) {
        this.worker = worker;
        this.clock = clock;
    }

    /** The stamp for a line that comes in now; not to be changed. */
    byte[] now() {
        Instant instant = clock.instant();
        if (instant.getEpochSecond() != second) {
            second = instant.getEpochSecond();
            String time = TIME.format(instant.atZone(clock.getZone()));
            bytes = ("[" + time + "] " + worker + " ").getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    /** How long a stamp is, in bytes. */
    static int length(WorkerId worker) {
        return 1 + TIME_LENGTH + 2 + worker.value().length() + 1;
    }

    /** A line as it stands in the file, read back. */
    static LogLine parse(String line, WorkerId worker, ZoneId zone) {
        int end = length(worker);
        if (line.length() >= end
                && line.startsWith("[")
                && line.startsWith("] ", 1 + TIME_LENGTH)) {
            try {
                LocalDateTime time = LocalDateTime.parse(line.substring(1, 1 + TIME_LENGTH), TIME);
                return new LogLine(time.atZone(zone).toInstant(), worker, line.substring(end));
            } catch (DateTimeParseException e) {
                // Somebody else wrote it.
            }
        }
        return new LogLine(Instant.EPOCH, worker, line);
    }
}
