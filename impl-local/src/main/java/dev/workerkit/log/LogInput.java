package dev.workerkit.log;

import dev.workerkit.LogStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what one incarnation of a worker writes to one of its streams, in whatever portions it comes,
 * and puts it into the worker's log line by line. Used by one thread at a time.
 */
public final class LogInput implements AutoCloseable {

    private final LogFile log;
    private final int incarnation;
    private final LogStream stream;
    private final LineSplitter splitter;
    private List<String> lines = new ArrayList<>();

    LogInput(LogFile log, int incarnation, LogStream stream, int longestLine) {
        this.log = log;
        this.incarnation = incarnation;
        this.stream = stream;
        this.splitter = new LineSplitter(longestLine, line -> this.lines.add(PlainText.of(line)));
    }

    /** Takes the first so many bytes. */
    public void accept(byte[] bytes, int length) {
        splitter.accept(bytes, length);
        write();
    }

    /** The end of the stream: what came after the last line's end is a line too (WRK-LOG-007). */
    @Override
    public void close() {
        splitter.finish();
        write();
    }

    private void write() {
        if (!lines.isEmpty()) {
            log.write(incarnation, stream, lines);
            lines = new ArrayList<>();
        }
    }
}
