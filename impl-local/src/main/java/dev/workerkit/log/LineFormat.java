package dev.workerkit.log;

import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.WorkerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * How a line stands in a worker's log file: {@code [Fri Dec 17 13:39:41.123456 2010] WRK_ID 3:err
 * text}. The time is that of asctime(3) with microseconds, in UTC, so that it is the same line
 * wherever it is read; a day of one digit has a space before it. SPEC.md has the grammar.
 *
 * <p>Used under the log's lock, but for {@link #parse}, which any thread may call.
 */
final class LineFormat {

    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss.SSSSSS uuuu", Locale.ENGLISH);
    private static final int TIME_LENGTH = 31;
    private static final int MICRO_DIGITS = 6;
    private static final int LONGEST_INCARNATION = 10;
    private static final int LONGEST_STREAM = 6;

    private final WorkerId worker;
    private final String name;
    private final String afterTime;

    /* Of the last line, for many lines share a second. */
    private long second = Long.MIN_VALUE;
    private String upToSecond = "";
    private int year;

    LineFormat(WorkerId worker, String name) {
        this.worker = worker;
        this.name = name;
        this.afterTime = "] " + worker + " ";
    }

    /** The most bytes that a line has beside its text, its end included. */
    int longestFrame() {
        return 1 + TIME_LENGTH + afterTime.length() + LONGEST_INCARNATION + 1 + LONGEST_STREAM + 2;
    }

    /** The line with its end. */
    byte[] bytes(LogLine line) {
        StringBuilder text = new StringBuilder(longestFrame() + line.text().length());
        appendTime(line.time(), text.append('['));
        text.append(afterTime).append(line.incarnation()).append(':');
        text.append(line.stream().id()).append(' ').append(line.text()).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void appendTime(Instant time, StringBuilder text) {
        if (time.getEpochSecond() != second) {
            LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
            second = time.getEpochSecond();
            upToSecond = TO_THE_SECOND.format(utc) + ".";
            year = utc.getYear();
        }
        String micros = Integer.toString(time.getNano() / 1000);
        text.append(upToSecond).append("0".repeat(MICRO_DIGITS - micros.length()));
        text.append(micros).append(' ').append(year);
    }

    /**
     * A line read back from the file, without its end.
     *
     * @param otherwise the time of a line that somebody else has written
     */
    LogLine parse(String line, Instant otherwise) {
        int attribution = 1 + TIME_LENGTH + afterTime.length();
        int colon = line.indexOf(':', attribution);
        int space = line.indexOf(' ', attribution);
        if (line.startsWith("[") && line.startsWith(afterTime, 1 + TIME_LENGTH) && space > colon) {
            try {
                LocalDateTime time = LocalDateTime.parse(line.substring(1, 1 + TIME_LENGTH), TIME);
                return new LogLine(
                        time.toInstant(ZoneOffset.UTC),
                        worker,
                        name,
                        Integer.parseInt(line.substring(attribution, colon)),
                        stream(line.substring(colon + 1, space)),
                        line.substring(space + 1));
            } catch (DateTimeParseException | IllegalArgumentException e) {
                // No runtime has written it.
            }
        }
        return new LogLine(otherwise, worker, name, 0, LogStream.MASTER, line);
    }

    private static LogStream stream(String id) {
        for (LogStream stream : LogStream.values()) {
            if (stream.id().equals(id)) {
                return stream;
            }
        }
        throw new IllegalArgumentException(id);
    }
}
