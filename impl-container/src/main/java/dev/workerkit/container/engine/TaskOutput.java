package dev.workerkit.container.engine;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a task writes, whichever node it is on. The node keeps it, so that what is not told while it
 * is written, or is told twice as the connection broke off, is put right: each piece has a time.
 */
public final class TaskOutput implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TaskOutput.class.getName());
    private static final Duration RETRY = Duration.ofMillis(300);

    private final Connection connection;
    private final String task;
    private final OutputSink sink;
    private final Cursor out = new Cursor();
    private final Cursor err = new Cursor();
    private final CountDownLatch finishing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable InputStream current;
    private volatile boolean closed;
    private volatile Optional<EngineException> missed = Optional.empty();

    private TaskOutput(Connection connection, String task, OutputSink sink) {
        this.connection = connection;
        this.task = task;
        this.sink = sink;
    }

    /** Begins at its first word. */
    static TaskOutput follow(Connection connection, String task, OutputSink sink) {
        TaskOutput output = new TaskOutput(connection, task, sink);
        Thread thread = new Thread(output::run, "workerkit-task-output");
        thread.setDaemon(true);
        thread.start();
        return output;
    }

    /** Up to where a stream has been told. Pieces of one long line have the same time. */
    private static final class Cursor {
        private Instant last = Instant.MIN;
        private int told;
        private int seen;

        void begin() {
            seen = 0;
        }

        /** Whether this piece is the next. */
        boolean isNew(Instant time) {
            if (time.isBefore(last)) {
                return false;
            }
            if (time.isAfter(last)) {
                last = time;
                told = 0;
                seen = 0;
            }
            seen++;
            if (seen <= told) {
                return false;
            }
            told = seen;
            return true;
        }
    }

    private void run() {
        try {
            while (finishing.getCount() > 0) {
                try {
                    read(true);
                } catch (IOException | RuntimeException e) {
                    LOG.log(System.Logger.Level.DEBUG, "Output of the task " + task, e);
                }
                pause();
            }
            finish();
        } finally {
            ended.countDown();
        }
    }

    private void finish() {
        if (closed) {
            return;
        }
        try {
            read(false);
        } catch (IOException | RuntimeException e) {
            missed = Optional.of(Calls.failure("read the output of the task " + task, e));
        }
    }

    private void read(boolean follow) throws IOException {
        String path =
                "/tasks/"
                        + task
                        + "/logs?stdout=1&stderr=1&timestamps=1"
                        + since()
                        + (follow ? "&follow=1" : "");
        out.begin();
        err.begin();
        try (Body body =
                connection.stream(Request.Method.GET, path, "read the output of task " + task)) {
            if (!isWanted(body, follow)) {
                return;
            }
            Frames.drain(
                    new DataInputStream(new BufferedInputStream(body, Frames.PIECE)), new Timed());
        } finally {
            isWanted(null, follow);
        }
    }

    /** Who ends it meanwhile closes the stream that is current. */
    private synchronized boolean isWanted(@Nullable InputStream stream, boolean follow) {
        current = stream;
        return !closed && (!follow || finishing.getCount() > 0);
    }

    private String since() {
        Instant told = out.last.isBefore(err.last) ? out.last : err.last;
        return told.equals(Instant.MIN)
                ? ""
                : String.format(
                        Locale.ROOT, "&since=%d.%09d", told.getEpochSecond(), told.getNano());
    }

    /** Takes off the time that is before each piece. */
    private final class Timed implements OutputSink {

        @Override
        public void out(byte[] bytes) {
            Optional<byte[]> text = text(bytes, out);
            text.ifPresent(sink::out);
        }

        @Override
        public void err(byte[] bytes) {
            Optional<byte[]> text = text(bytes, err);
            text.ifPresent(sink::err);
        }

        private static Optional<byte[]> text(byte[] bytes, Cursor cursor) {
            int end = 0;
            while (end < bytes.length && bytes[end] != ' ') {
                end++;
            }
            String time = new String(bytes, 0, end, java.nio.charset.StandardCharsets.US_ASCII);
            try {
                return cursor.isNew(Instant.parse(time))
                        ? Optional.of(
                                Arrays.copyOfRange(
                                        bytes, Math.min(end + 1, bytes.length), bytes.length))
                        : Optional.empty();
            } catch (DateTimeParseException e) {
                // The engine's own words, for example that a node does not answer.
                return Optional.empty();
            }
        }
    }

    private void pause() {
        try {
            finishing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            finishing.countDown();
        }
    }

    /**
     * The task has ended: returns when all that it wrote has been given to the sink, or the limit is
     * over.
     *
     * @return what went wrong, if some of it may be missing
     */
    public Optional<EngineException> finish(Duration limit) {
        endCurrent();
        try {
            if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(
                        new EngineException(
                                "The output of the task " + task + " was not told in " + limit,
                                null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return missed;
    }

    private synchronized void endCurrent() {
        finishing.countDown();
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Closing the output of a task", e);
            }
        }
    }

    /** Takes no more of it. */
    @Override
    public synchronized void close() {
        closed = true;
        endCurrent();
    }
}
