package dev.workerkit.log;

import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.WorkerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The line that a shared worker's life begins with in its log, where nothing else tells one life
 * from the next. It has the form of the lines of other logs.
 */
public final class StartLine {

    private StartLine() {}

    /** The line with its end, as UTF-8. */
    public static byte[] of(WorkerId id, String name, String className, long pid, Instant time) {
        String text = "Started Worker " + name + " (command: '" + className + "'), pid " + pid;
        String plain = PlainText.of(text.getBytes(StandardCharsets.UTF_8));
        return new LineFormat(id, name)
                .bytes(new LogLine(time, id, name, 1, LogStream.MASTER, plain));
    }
}
