package dev.workerkit.tck.sabotage;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogView;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerRuntime.Subscription;
import dev.workerkit.tck.forwarding.ForwardingLogView;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Shows other lines of a log than there are. */
class ChangedLines extends ForwardingLogView {

    private final UnaryOperator<LogLine> change;

    ChangedLines(LogView log, UnaryOperator<LogLine> change) {
        super(log);
        this.change = change;
    }

    @Override
    public List<LogLine> tail() {
        return super.tail().stream().map(change).toList();
    }

    @Override
    public List<LogLine> tail(int lines) {
        return super.tail(lines).stream().map(change).toList();
    }

    @Override
    public List<LogLine> tail(int lines, LogFilter filter) {
        return super.tail(lines, filter).stream().map(change).toList();
    }

    @Override
    public Subscription follow(int lines, Consumer<LogLine> listener) {
        return super.follow(lines, line -> listener.accept(change.apply(line)));
    }

    @Override
    public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
        return super.follow(lines, filter, line -> listener.accept(change.apply(line)));
    }

    /** The same for the log of a worker. */
    static final class OfWorker extends ChangedLines implements WorkerLog {

        private final WorkerLog log;

        OfWorker(WorkerLog log, UnaryOperator<LogLine> change) {
            super(log, change);
            this.log = log;
        }

        @Override
        public Path file() {
            return log.file();
        }
    }
}
