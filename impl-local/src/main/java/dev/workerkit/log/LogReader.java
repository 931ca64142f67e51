package dev.workerkit.log;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogView;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerRuntime.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads and follows one log, or many as one. Thread-safe. */
final class LogReader implements LogView {

    private final Timeline timeline;
    private final Audience audience;
    private final Supplier<Collection<LogFile>> logs;

    /**
     * A reader of logs that share a timeline.
     *
     * @param audience those whom new lines of these logs are told
     * @param logs those that there are now
     */
    LogReader(Timeline timeline, Audience audience, Supplier<Collection<LogFile>> logs) {
        this.timeline = timeline;
        this.audience = audience;
        this.logs = logs;
    }

    @Override
    public List<LogLine> tail(int lines, LogFilter filter) {
        if (lines < 1) {
            throw new SpecException("lines", lines + " is less than 1", "ask for at least one");
        }
        List<LogLine> last = newest(lines, filter.predicate(), timeline.now());
        if (!filter.collapsesRepeats()) {
            return List.copyOf(last);
        }
        List<LogLine> shown = new ArrayList<>();
        Repeats repeats = new Repeats(shown::add);
        last.forEach(repeats);
        repeats.tell();
        return List.copyOf(shown);
    }

    @Override
    public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
        if (lines < 0) {
            throw new SpecException("lines", lines + " is negative", "use 0 for new lines only");
        }
        Follower follower = new Follower(filter, listener);
        Instant until = timeline.join(audience, follower);
        try {
            follower.start(newest(lines, filter.predicate(), until));
        } catch (RuntimeException | Error e) {
            timeline.leave(audience, follower);
            throw e;
        }
        return () -> {
            timeline.leave(audience, follower);
            follower.endAndWait();
        };
    }

    /** The last of the wanted lines that are not later than that, oldest first. */
    private List<LogLine> newest(int count, Predicate<LogLine> wanted, Instant until) {
        List<LogLine> newest = List.of();
        for (LogFile log : count == 0 ? List.<LogFile>of() : logs.get()) {
            // Of the next log, only lines that are later than the first of these can be among them.
            Instant after = newest.size() < count ? Instant.MIN : newest.get(0).time();
            List<LogLine> more = log.newest(count, wanted, after, until);
            newest = newest.isEmpty() ? more : merge(newest, more, count);
        }
        return newest;
    }

    private static List<LogLine> merge(List<LogLine> some, List<LogLine> others, int count) {
        List<LogLine> all = new ArrayList<>(some);
        all.addAll(others);
        all.sort(Comparator.comparing(LogLine::time));
        return all.subList(Math.max(0, all.size() - count), all.size());
    }
}
