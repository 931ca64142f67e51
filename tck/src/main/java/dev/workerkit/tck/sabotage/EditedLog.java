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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Shows other lines of a log than there are: fewer, more, or in another order. */
class EditedLog extends ForwardingLogView {

    private final UnaryOperator<List<LogLine>> edit;

    EditedLog(LogView log, UnaryOperator<List<LogLine>> edit) {
        super(log);
        this.edit = edit;
    }

    /** Edits what is read of logs, of those of workers and of that of all. */
    static Deed of(UnaryOperator<List<LogLine>> edit) {
        return Deed.toLog(log -> new OfWorker(log, edit))
                .and(Deed.toRuntimeLog(log -> new EditedLog(log, edit)));
    }

    /** Leaves these lines out. */
    static Deed without(Predicate<LogLine> leftOut) {
        return of(lines -> lines.stream().filter(leftOut.negate()).toList());
    }

    /** Makes several lines, or none, of each one. */
    static UnaryOperator<List<LogLine>> byLine(Function<LogLine, List<LogLine>> edit) {
        return lines -> lines.stream().flatMap(line -> edit.apply(line).stream()).toList();
    }

    @Override
    public List<LogLine> tail() {
        return edit.apply(super.tail());
    }

    @Override
    public List<LogLine> tail(int lines) {
        return edit.apply(super.tail(lines));
    }

    @Override
    public List<LogLine> tail(int lines, LogFilter filter) {
        return edit.apply(super.tail(lines, filter));
    }

    @Override
    public Subscription follow(int lines, Consumer<LogLine> listener) {
        return super.follow(lines, edited(listener));
    }

    @Override
    public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
        return super.follow(lines, filter, edited(listener));
    }

    private Consumer<LogLine> edited(Consumer<LogLine> listener) {
        return line ->
                Stream.of(line).map(List::of).map(edit).flatMap(List::stream).forEach(listener);
    }

    /** The same for the log of a worker. */
    private static final class OfWorker extends EditedLog implements WorkerLog {

        private final WorkerLog log;

        OfWorker(WorkerLog log, UnaryOperator<List<LogLine>> edit) {
            super(log, edit);
            this.log = log;
        }

        @Override
        public Path file() {
            return log.file();
        }
    }
}
