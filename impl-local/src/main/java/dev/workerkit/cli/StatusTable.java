package dev.workerkit.cli;

import dev.workerkit.Counter;
import dev.workerkit.Range;
import dev.workerkit.WorkerStatus;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalDouble;

/** A status for people: its text, and a table of its counters. */
final class StatusTable {

    private static final Table<Counter> COUNTERS =
            Table.<Counter>empty()
                    .withText("COUNTER", Counter::name)
                    .withFigure("VALUE", StatusTable::value)
                    .withText("UNIT", counter -> counter.unit().orElse(""))
                    .withFigure("MIN", counter -> bound(counter.min()))
                    .withFigure("MAX", counter -> bound(counter.max()))
                    .withText("WARNING", counter -> range(counter.warning()))
                    .withText("CRITICAL", counter -> range(counter.critical()));

    private StatusTable() {}

    static void show(WorkerStatus status, PrintWriter out) {
        for (String line : status.text().lines().toList()) {
            out.println(Printable.of(line));
        }
        if (!status.counters().isEmpty()) {
            if (!status.text().isBlank()) {
                out.println();
            }
            COUNTERS.rows(status.counters()).forEach(out::println);
        }
    }

    private static String value(Counter counter) {
        return Double.isNaN(counter.value()) ? "?" : PerformanceData.figure(counter.value());
    }

    private static String bound(OptionalDouble bound) {
        return bound.isPresent() ? PerformanceData.figure(bound.getAsDouble()) : "";
    }

    private static String range(Optional<Range> range) {
        return range.map(Range::toString).orElse("");
    }
}
