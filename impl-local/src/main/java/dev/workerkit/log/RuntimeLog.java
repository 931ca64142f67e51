package dev.workerkit.log;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.LogView;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime.Subscription;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The logs of all workers of a runtime, and a view of them as one. Thread-safe. */
public final class RuntimeLog implements LogView, AutoCloseable {

    private final Timeline timeline;
    private final Set<LogFile> logs = ConcurrentHashMap.newKeySet();
    private final LogReader reader;

    /** There are no logs at first. */
    public RuntimeLog() {
        this(Clock.systemUTC());
    }

    RuntimeLog(Clock clock) {
        this.timeline = new Timeline(clock);
        this.reader = new LogReader(timeline, timeline.everybody(), this::logs);
    }

    private Collection<LogFile> logs() {
        return logs;
    }

    /**
     * Opens the log of one more worker, which is part of this until it is closed. It goes on where
     * the file ends, if that is there already.
     *
     * @throws SpecException if the file can't be written
     */
    public LogFile open(Path path, WorkerId worker, String name, LogPolicy policy) {
        LogFile log = LogFile.open(path, worker, name, policy, timeline, logs::remove);
        logs.add(log);
        return log;
    }

    @Override
    public List<LogLine> tail(int lines, LogFilter filter) {
        return reader.tail(lines, filter);
    }

    @Override
    public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
        return reader.follow(lines, filter, listener);
    }

    /** Tells those who follow that no more lines will come. */
    @Override
    public void close() {
        timeline.close(timeline.everybody());
    }
}
