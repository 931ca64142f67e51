package dev.workerkit.log;

import dev.workerkit.Launch;
import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerRuntime.Subscription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The log of one worker: all its output, line by line, in files that are rotated. Thread-safe. A
 * disk that takes no more never holds up a worker: lines are dropped, counted, and the count is
 * written when there is room again.
 */
public final class LogFile implements WorkerLog, AutoCloseable {

    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_LINE = 64 * 1024;

    private final Path path;
    private final WorkerId worker;
    private final ZoneId zone;
    private final RotatingFile file;
    private final Stamp stamp;
    private final int longestLine;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /** Stamped lines that are not in the file yet. */
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

    private int batchLines;
    private long dropped;
    private String reason = "";
    private boolean closed;

    private LogFile(Path path, WorkerId worker, LogPolicy policy, Clock clock) throws IOException {
        this.path = path;
        this.worker = worker;
        this.zone = clock.getZone();
        this.file = RotatingFile.open(path, policy);
        this.stamp = new Stamp(worker, clock);
        long room = policy.maxFileBytes() - Stamp.length(worker) - 1;
        this.longestLine = (int) Math.min(LONGEST_LINE, room);
    }

    /**
     * Opens the log, and goes on where it ends if it is there already.
     *
     * @throws SpecException if the file can't be written
     */
    public static LogFile open(Path path, WorkerId worker, LogPolicy policy) {
        return open(path, worker, policy, Clock.systemDefaultZone());
    }

    static LogFile open(Path path, WorkerId worker, LogPolicy policy, Clock clock) {
        try {
            return new LogFile(path, worker, policy, clock);
        } catch (IOException e) {
            throw new SpecException(
                    "logDirectory",
                    "the log " + path + " can't be opened: " + e,
                    "make room for it, or choose another folder");
        }
    }

    /** The first line of each spawn (WRK-LOG-002). */
    public void started(Launch launch) {
        note(
                "Started Worker (command: '"
                        + launch.describe()
                        + "', parameter: '"
                        + launch.parameters()
                        + "')");
    }

    /** A line of the master's own about the worker. */
    public void note(String text) {
        byte[] line = text.replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
        write(
                List.of(
                        line.length > longestLine
                                ? java.util.Arrays.copyOf(line, longestLine)
                                : line));
    }

    /**
     * Reads one of the worker's streams to its end, which is when it returns. The caller's thread
     * does nothing else meanwhile.
     */
    public void pump(InputStream stream) {
        List<byte[]> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(longestLine, lines::add);
        byte[] chunk = new byte[CHUNK];
        try {
            for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
                splitter.accept(chunk, length);
                write(lines);
                lines.clear();
            }
        } catch (IOException e) {
            note("Reading the worker's output failed: " + e);
        }
        splitter.finish();
        write(lines);
    }

    private synchronized void write(List<byte[]> lines) {
        if (lines.isEmpty() || closed) {
            return;
        }
        tellDropped();
        for (byte[] line : lines) {
            append(line);
        }
        flush();
    }

    private void tellDropped() {
        if (dropped > 0) {
            long count = dropped;
            dropped = 0;
            append((count + " lines were dropped: " + reason).getBytes(StandardCharsets.UTF_8));
            flush();
            if (dropped > 0) {
                // The line that should tell it was dropped itself.
                dropped = count;
            }
        }
    }

    private void append(byte[] line) {
        byte[] before = stamp.now();
        if (file.isFullWith(batch.size(), before.length + line.length + 1L)) {
            flush();
            rotate();
        }
        batch.writeBytes(before);
        batch.writeBytes(line);
        batch.write('\n');
        batchLines++;
        if (!followers.isEmpty()) {
            String text = new String(line, StandardCharsets.UTF_8);
            LogLine told =
                    Stamp.parse(new String(before, StandardCharsets.UTF_8) + text, worker, zone);
            followers.forEach(follower -> follower.add(told));
        }
    }

    private void flush() {
        try {
            file.append(ByteBuffer.wrap(batch.toByteArray()));
        } catch (IOException e) {
            dropped += batchLines;
            reason = e.getMessage();
        }
        batch.reset();
        batchLines = 0;
    }

    private void rotate() {
        try {
            file.rotate();
        } catch (IOException e) {
            dropped++;
            reason = "rotating failed: " + e.getMessage();
        }
    }

    @Override
    public List<LogLine> tail(int lines) {
        if (lines < 1) {
            throw new SpecException("lines", lines + " is less than 1", "ask for at least one");
        }
        return read(view(), lines);
    }

    private synchronized LogView view() {
        try {
            return file.view();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Without the lock, for it may take long, and nobody who writes should wait (WRK-LOG-004). */
    private List<LogLine> read(LogView view, int count) {
        try (view) {
            return view.lastLines(count).stream()
                    .map(line -> Stamp.parse(line, worker, zone))
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private WorkerException unreadable(IOException e) {
        return new WorkerException("Tried to read the log " + path + ": " + e, e);
    }

    @Override
    public Subscription follow(int lines, Consumer<LogLine> listener) {
        if (lines < 0) {
            throw new SpecException("lines", lines + " is negative", "use 0 for new lines only");
        }
        Follower follower = new Follower(worker, listener);
        LogView before = begin(follower);
        follower.start(read(before, lines));
        return () -> {
            followers.remove(follower);
            follower.endAndWait();
        };
    }

    /** In one turn, so that no line is given twice and none left out. */
    private synchronized LogView begin(Follower follower) {
        LogView before = view();
        if (closed) {
            follower.end();
        } else {
            followers.add(follower);
        }
        return before;
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
        followers.forEach(Follower::end);
        try {
            file.close();
        } catch (IOException e) {
            throw new WorkerException("Tried to close the log " + path + ": " + e, e);
        }
    }
}
