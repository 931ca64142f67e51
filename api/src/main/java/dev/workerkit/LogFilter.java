package dev.workerkit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which lines of a log a reader wants: those that satisfy all that is set (WRK-LOG-009). Immutable;
 * filters that say the same are equal.
 *
 * @param expression a regular expression of {@link Pattern}; it must be found somewhere in the text
 * @param streams where lines come from; not empty
 * @param incarnation the one whose lines are wanted; without it, those of all
 * @param workers names or ids of those whose lines are wanted; empty for all
 * @param collapsesRepeats whether lines that repeat the one before are counted instead (WRK-LOG-011)
 */
public record LogFilter(
        Optional<String> expression,
        Set<LogStream> streams,
        OptionalInt incarnation,
        Set<String> workers,
        boolean collapsesRepeats) {

    private static final LogFilter ALL =
            new LogFilter(
                    Optional.empty(),
                    EnumSet.allOf(LogStream.class),
                    OptionalInt.empty(),
                    Set.of(),
                    false);

    /** Checks the values, and keeps copies of the sets. */
    public LogFilter {
        expression.ifPresent(LogFilter::compile);
        if (streams.isEmpty()) {
            throw new SpecException(
                    "filter.streams", "there are none", "name at least one of OUT, ERR, MASTER");
        }
        if (incarnation.isPresent() && incarnation.getAsInt() < 0) {
            throw new SpecException(
                    "filter.incarnation",
                    incarnation.getAsInt() + " is negative",
                    "incarnations are numbered from 1");
        }
        streams = Set.copyOf(streams);
        workers = Set.copyOf(workers);
    }

    /** All lines, as they are. */
    public static LogFilter all() {
        return ALL;
    }

    /** Lines in whose text this regular expression is found. */
    public static LogFilter matching(String expression) {
        return ALL.withExpression(expression);
    }

    /**
     * The same for lines in whose text this regular expression is found.
     *
     * @throws SpecException if it is none; the message names the position
     */
    public LogFilter withExpression(String newExpression) {
        return new LogFilter(
                Optional.of(newExpression), streams, incarnation, workers, collapsesRepeats);
    }

    /** The same for lines of these streams alone. */
    public LogFilter withStreams(LogStream... newStreams) {
        return new LogFilter(
                expression,
                new HashSet<>(Arrays.asList(newStreams)),
                incarnation,
                workers,
                collapsesRepeats);
    }

    /** The same for lines of this incarnation alone. */
    public LogFilter withIncarnation(int newIncarnation) {
        return new LogFilter(
                expression, streams, OptionalInt.of(newIncarnation), workers, collapsesRepeats);
    }

    /**
     * The same for lines of these workers alone; of use with {@link WorkerRuntime#log()}.
     *
     * @param namesOrIds names of workers, or values of their ids
     */
    public LogFilter withWorkers(String... namesOrIds) {
        return new LogFilter(
                expression,
                streams,
                incarnation,
                new HashSet<>(Arrays.asList(namesOrIds)),
                collapsesRepeats);
    }

    /**
     * The same, but of lines with equal text that follow each other and come from the same worker,
     * stream and incarnation only the first is shown. After it comes a line of {@link
     * LogStream#MASTER}: {@code Last line repeated n times}.
     */
    public LogFilter collapsingRepeats() {
        return new LogFilter(expression, streams, incarnation, workers, true);
    }

    /** Tells the lines that are wanted; repeats are not its business. */
    public Predicate<LogLine> predicate() {
        Predicate<LogLine> wanted = this::isFromWhereWanted;
        return expression
                .map(LogFilter::compile)
                .map(pattern -> wanted.and(line -> pattern.matcher(line.text()).find()))
                .orElse(wanted);
    }

    private boolean isFromWhereWanted(LogLine line) {
        return streams.contains(line.stream())
                && (incarnation.isEmpty() || incarnation.getAsInt() == line.incarnation())
                && (workers.isEmpty()
                        || workers.contains(line.name())
                        || workers.contains(line.worker().value()));
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            String place = e.getIndex() < 0 ? "" : " at position " + e.getIndex();
            throw new SpecException(
                    "filter.expression",
                    "'" + expression + "' is no regular expression: " + e.getDescription() + place,
                    "see java.util.regex.Pattern, or quote it with Pattern.quote");
        }
    }
}
