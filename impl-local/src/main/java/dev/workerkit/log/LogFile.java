package dev.workerkit.log;

import dev.workerkit.Launch;
import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.LogStream;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerRuntime.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The log of one worker: all its output, line by line, in files that are rotated. Thread-safe. A
 * disk that takes no more never holds up a worker: lines are lost, counted, and the count is written
 * when there is room again.
 */
public final class LogFile implements WorkerLog, AutoCloseable {

    private static final int LONGEST_LINE = 64 * 1024;

    private final Path path;
    private final WorkerId worker;
    private final String name;
    private final Timeline timeline;
    private final Consumer<LogFile> onClose;
    private final RotatingFile file;
    private final LineFormat format;
    private final LineWriter writer;
    private final LastWords lastWords = new LastWords();
    private final Audience audience = new Audience();
    private final LogReader reader;
    private final int longestLine;
    private boolean closed;

    private LogFile(
            Path path,
            WorkerId worker,
            String name,
            LogPolicy policy,
            Timeline timeline,
            Consumer<LogFile> onClose)
            throws IOException {
        this.path = path;
        this.worker = worker;
        this.name = name;
        this.timeline = timeline;
        this.onClose = onClose;
        this.file = RotatingFile.open(path, policy);
        this.format = new LineFormat(worker, name);
        this.writer = new LineWriter(file, format);
        this.reader = new LogReader(timeline, audience, () -> List.of(this));
        long room = policy.maxFileBytes() - format.longestFrame();
        this.longestLine = (int) Math.min(LONGEST_LINE, room / PlainText.MOST_GROWTH);
    }

    static LogFile open(
            Path path,
            WorkerId worker,
            String name,
            LogPolicy policy,
            Timeline timeline,
            Consumer<LogFile> onClose) {
        try {
            return new LogFile(path, worker, name, policy, timeline, onClose);
        } catch (IOException e) {
            throw new SpecException(
                    "logDirectory",
                    "the log " + path + " can't be opened: " + e,
                    "make room for it, or choose another folder");
        }
    }

    /** The first line of each incarnation (WRK-LOG-002). */
    public void started(int incarnation, Launch launch) {
        note(
                incarnation,
                "Started Worker (command: '"
                        + launch.describe()
                        + "', parameter: '"
                        + launch.parameters()
                        + "')");
    }

    /** The last line of each incarnation that was spawned (WRK-LOG-015). */
    public void ended(int incarnation, WorkerExit exit) {
        note(incarnation, "Ended: " + exit.describe());
    }

    /** A line of the master's own about an incarnation; only the beginning of one that is too long. */
    public void note(int incarnation, String text) {
        byte[] bytes = text.replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
        byte[] beginning = Arrays.copyOf(bytes, Math.min(bytes.length, longestLine));
        write(incarnation, LogStream.MASTER, List.of(PlainText.of(beginning)));
    }

    /** What one of the streams of an incarnation goes into. */
    public LogInput input(int incarnation, LogStream stream) {
        return new LogInput(this, incarnation, stream, longestLine);
    }

    synchronized void write(int incarnation, LogStream stream, List<String> texts) {
        if (closed) {
            return;
        }
        List<LogLine> lines = new ArrayList<>(texts.size());
        for (String text : texts) {
            LogLine line =
                    timeline.tell(
                            audience,
                            time -> new LogLine(time, worker, name, incarnation, stream, text));
            lastWords.add(line);
            lines.add(line);
        }
        writer.write(lines);
    }

    /**
     * Keeps what an incarnation still writes out of its {@linkplain #lastLines last lines}: it is
     * made to say more than fits there, and what it said by itself explains more.
     */
    public synchronized void sealLastLines(int incarnation) {
        lastWords.seal(incarnation);
    }

    /**
     * The last ten lines of an incarnation, oldest first, from memory; long ones are shortened. All
     * that it wrote is considered once its {@linkplain #input inputs} are closed.
     *
     * @return nothing if another incarnation has begun since
     */
    public synchronized List<LogLine> lastLines(int incarnation) {
        return lastWords.of(incarnation);
    }

    @Override
    public List<LogLine> tail(int lines, LogFilter filter) {
        return reader.tail(lines, filter);
    }

    @Override
    public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
        return reader.follow(lines, filter, listener);
    }

    /**
     * The last of the wanted lines in the files that are later than the one time and not later than
     * the other; oldest first.
     */
    List<LogLine> newest(int count, Predicate<LogLine> wanted, Instant after, Instant until) {
        Deque<LogLine> found = new ArrayDeque<>();
        // Read without the lock, for it may take long, and nobody who writes should wait
        // (WRK-LOG-004).
        try (LogParts parts = parts()) {
            Instant time = until;
            while (found.size() < count && time.isAfter(after)) {
                String text = parts.previous();
                if (text == null) {
                    break;
                }
                LogLine line = format.parse(text, time);
                time = line.time();
                if (time.isAfter(after) && !time.isAfter(until) && wanted.test(line)) {
                    found.addFirst(line);
                }
            }
            return new ArrayList<>(found);
        } catch (IOException e) {
            throw new WorkerException("Tried to read the log " + path + ": " + e, e);
        }
    }

    private synchronized LogParts parts() throws IOException {
        return file.parts();
    }

    @Override
    public Path file() {
        return path;
    }

    /** Deletes all files of a log that is closed. */
    public synchronized void delete() {
        try {
            for (Path part : file.newestFirst()) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new WorkerException("Tried to delete the log " + path + ": " + e, e);
        }
    }

    /** Writes nothing more; what is there can still be read. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.tellLoss();
        onClose.accept(this);
        timeline.close(audience);
        try {
            file.close();
        } catch (IOException e) {
            throw new WorkerException("Tried to close the log " + path + ": " + e, e);
        }
    }
}
