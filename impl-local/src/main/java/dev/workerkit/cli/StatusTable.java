package dev.workerkit.cli;

import dev.workerkit.Counter;
import dev.workerkit.Range;
import dev.workerkit.WorkerStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A status for people: its text, and a table of its counters. */
final class StatusTable {

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("COUNTER", "-", Counter::name),
                    new Column("VALUE", "", counter -> value(counter)),
                    new Column("UNIT", "-", counter -> counter.unit().orElse("")),
                    new Column("MIN", "", counter -> bound(counter.min())),
                    new Column("MAX", "", counter -> bound(counter.max())),
                    new Column("WARNING", "-", counter -> range(counter.warning())),
                    new Column("CRITICAL", "-", counter -> range(counter.critical())));

    private StatusTable() {}

    static void show(WorkerStatus status, PrintWriter out) {
        for (String line : status.text().lines().toList()) {
            out.println(Printable.of(line));
        }
        if (!status.counters().isEmpty()) {
            if (!status.text().isBlank()) {
                out.println();
            }
            rows(status.counters()).forEach(out::println);
        }
    }

    /** Without the columns that are empty. */
    private static List<String> rows(List<Counter> counters) {
        StringBuilder[] rows = new StringBuilder[counters.size() + 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new StringBuilder();
        }
        for (Column column : COLUMNS) {
            List<String> cells = counters.stream().map(column.cell).map(Printable::of).toList();
            if (cells.stream().allMatch(String::isEmpty)) {
                continue;
            }
            int width = column.head.length();
            for (String cell : cells) {
                width = Math.max(width, cell.length());
            }
            String form = (rows[0].isEmpty() ? "" : "  ") + "%" + column.side + width + "s";
            rows[0].append(form.formatted(column.head));
            for (int i = 0; i < cells.size(); i++) {
                rows[i + 1].append(form.formatted(cells.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (StringBuilder row : rows) {
            lines.add(row.toString().stripTrailing());
        }
        return lines;
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

    /**
     * A column.
     *
     * @param side on which side cells are flush: {@code -} for the left
     * @param cell what it shows of a counter
     */
    private record Column(String head, String side, Function<Counter, String> cell) {}
}
