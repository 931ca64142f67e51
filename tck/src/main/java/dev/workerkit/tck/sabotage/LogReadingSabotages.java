package dev.workerkit.tck.sabotage;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.LogView;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerRuntime.Subscription;
import dev.workerkit.tck.forwarding.ForwardingLog;
import dev.workerkit.tck.forwarding.ForwardingLogView;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Of how a log is read. */
final class LogReadingSabotages {

    private static final int FEW = 100;
    private static final int HUNDREDTH = 100;

    private LogReadingSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "shows-a-hundred-lines",
                        "WRK-LOG-009",
                        "Shows the last hundred lines unless another number is given",
                        Deed.toLog(
                                log ->
                                        new ForwardingLog(log) {
                                            @Override
                                            public List<LogLine> tail() {
                                                return tail(FEW);
                                            }
                                        })),
                Sabotage.of(
                        "filters-only-the-last-lines",
                        "WRK-LOG-009",
                        "Takes the last lines first, and filters them then",
                        Deed.toLog(LastFirst::new)),
                Sabotage.of(
                        "does-not-filter-new-lines",
                        "WRK-LOG-009",
                        "Shows new lines to those who follow, whatever they want",
                        Deed.toLog(
                                log ->
                                        new ForwardingLog(log) {
                                            @Override
                                            public Subscription follow(
                                                    int lines,
                                                    LogFilter filter,
                                                    Consumer<LogLine> listener) {
                                                return super.follow(lines, listener);
                                            }
                                        })),
                filtering(
                        "matches-whole-lines-alone",
                        "Wants an expression to match a whole line",
                        filter ->
                                filter.expression()
                                        .map(all -> filter.withExpression("^(?:" + all + ")$"))
                                        .orElse(filter)),
                filtering(
                        "ignores-the-incarnation",
                        "Shows the lines of all incarnations",
                        filter ->
                                new LogFilter(
                                        filter.expression(),
                                        filter.streams(),
                                        OptionalInt.empty(),
                                        filter.workers(),
                                        filter.collapsesRepeats())),
                filtering(
                        "ignores-the-stream",
                        "Shows the lines of all streams",
                        filter -> filter.withStreams(LogStream.values())),
                filtering(
                        "ignores-the-worker",
                        "Shows the lines of a worker to those who want another's",
                        filter ->
                                new LogFilter(
                                        filter.expression(),
                                        filter.streams(),
                                        filter.incarnation(),
                                        Set.of(),
                                        filter.collapsesRepeats())),
                Sabotage.of(
                        "shows-one-worker-after-the-other",
                        "WRK-LOG-010",
                        "Puts the logs of the workers one after the other",
                        Deed.toRuntimeLog(
                                log ->
                                        new EditedLog(
                                                log,
                                                lines ->
                                                        lines.stream()
                                                                .sorted(
                                                                        Comparator.comparing(
                                                                                LogLine::name))
                                                                .toList()))),
                Sabotage.of(
                        "shows-the-newest-first",
                        "WRK-LOG-010",
                        "Shows the lines of all workers in the reverse order of their times",
                        Deed.toRuntimeLog(
                                log ->
                                        new EditedLog(
                                                log,
                                                lines ->
                                                        lines.stream()
                                                                .sorted(
                                                                        Comparator.comparing(
                                                                                        LogLine
                                                                                                ::time)
                                                                                .reversed())
                                                                .toList()))),
                Sabotage.of(
                        "shows-repeats",
                        "WRK-LOG-011",
                        "Shows repeats to those who want them counted",
                        toFilter(LogReadingSabotages::withRepeats)),
                Sabotage.of(
                        "counts-a-line-as-its-repeat",
                        "WRK-LOG-011",
                        "Counts one repeat too many",
                        Deed.toLogLine(LogReadingSabotages::withOneMore)),
                Sabotage.of(
                        "drops-repeats-silently",
                        "WRK-LOG-011",
                        "Leaves repeats out and does not tell how many",
                        EditedLog.without(line -> line.text().startsWith("Last line repeated"))),
                Sabotage.of(
                        "counts-repeats-for-everybody",
                        "WRK-LOG-011",
                        "Counts repeats for those, too, who want to see every line",
                        toFilter(LogFilter::collapsingRepeats)),
                Sabotage.of(
                        "follows-after-it-has-looked-back",
                        "WRK-LOG-014",
                        "Reads the last lines, and begins to listen to new ones only then",
                        Deed.toLog(
                                log ->
                                        new ForwardingLog(log) {
                                            @Override
                                            public Subscription follow(
                                                    int lines,
                                                    LogFilter filter,
                                                    Consumer<LogLine> listener) {
                                                tail(lines, filter).forEach(listener);
                                                return super.follow(0, filter, listener);
                                            }
                                        })),
                Sabotage.of(
                        "loses-every-hundredth-line",
                        "WRK-LOG-014",
                        "Loses a line now and then for those who follow",
                        toFollowers(
                                listener -> {
                                    AtomicLong count = new AtomicLong();
                                    return line -> {
                                        if (count.incrementAndGet() % HUNDREDTH != 0) {
                                            listener.accept(line);
                                        }
                                    };
                                })),
                Sabotage.of(
                        "tells-every-hundredth-line-twice",
                        "WRK-LOG-014",
                        "Tells a line twice now and then to those who follow",
                        toFollowers(
                                listener -> {
                                    AtomicLong count = new AtomicLong();
                                    return line -> {
                                        listener.accept(line);
                                        if (count.incrementAndGet() % HUNDREDTH == 0) {
                                            listener.accept(line);
                                        }
                                    };
                                })));
    }

    private static Sabotage filtering(String id, String wrong, UnaryOperator<LogFilter> change) {
        return Sabotage.of(id, "WRK-LOG-009", wrong, toFilter(change));
    }

    private static LogFilter withRepeats(LogFilter filter) {
        return new LogFilter(
                filter.expression(),
                filter.streams(),
                filter.incarnation(),
                filter.workers(),
                false);
    }

    private static LogLine withOneMore(LogLine line) {
        return line.text().equals("Last line repeated 1 time")
                ? Changed.text(line, "Last line repeated 2 times")
                : line;
    }

    private static Deed toFilter(UnaryOperator<LogFilter> change) {
        return Deed.toLog(
                        log ->
                                new ForwardingLog(log) {
                                    @Override
                                    public List<LogLine> tail(int lines, LogFilter filter) {
                                        return super.tail(lines, change.apply(filter));
                                    }

                                    @Override
                                    public Subscription follow(
                                            int lines,
                                            LogFilter filter,
                                            Consumer<LogLine> listener) {
                                        return super.follow(lines, change.apply(filter), listener);
                                    }
                                })
                .and(Deed.toRuntimeLog(log -> new Filtering(log, change)));
    }

    private static Deed toFollowers(UnaryOperator<Consumer<LogLine>> change) {
        return Deed.toLog(
                log ->
                        new ForwardingLog(log) {
                            @Override
                            public Subscription follow(int lines, Consumer<LogLine> listener) {
                                return super.follow(lines, change.apply(listener));
                            }

                            @Override
                            public Subscription follow(
                                    int lines, LogFilter filter, Consumer<LogLine> listener) {
                                return super.follow(lines, filter, change.apply(listener));
                            }
                        });
    }

    /** Reads another filter than it is given. */
    private static final class Filtering extends ForwardingLogView {

        private final UnaryOperator<LogFilter> change;

        Filtering(LogView log, UnaryOperator<LogFilter> change) {
            super(log);
            this.change = change;
        }

        @Override
        public List<LogLine> tail(int lines, LogFilter filter) {
            return super.tail(lines, change.apply(filter));
        }

        @Override
        public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
            return super.follow(lines, change.apply(filter), listener);
        }
    }

    /** Filters too late. */
    private static final class LastFirst extends ForwardingLog {

        LastFirst(WorkerLog log) {
            super(log);
        }

        @Override
        public List<LogLine> tail(int lines, LogFilter filter) {
            return super.tail(lines).stream().filter(filter.predicate()).toList();
        }
    }
}
