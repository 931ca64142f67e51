package dev.workerkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How things of a kind are shown below each other, one a line. Immutable. */
record Table<T>(List<Column<T>> columns) {

    static <T> Table<T> empty() {
        return new Table<>(List.of());
    }

    /** The same with one more column, of words. */
    Table<T> withText(String head, Function<T, String> cell) {
        return with(new Column<>(head, "-", cell));
    }

    /** The same with one more column, of figures. */
    Table<T> withFigure(String head, Function<T, String> cell) {
        return with(new Column<>(head, "", cell));
    }

    private Table<T> with(Column<T> column) {
        List<Column<T>> more = new ArrayList<>(columns);
        more.add(column);
        return new Table<>(List.copyOf(more));
    }

    /** The heads and the things, without the columns that are empty. */
    List<String> rows(List<T> things) {
        StringBuilder[] rows = new StringBuilder[things.size() + 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new StringBuilder();
        }
        for (Column<T> column : columns) {
            List<String> cells = things.stream().map(column.cell).map(Printable::of).toList();
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

    /**
     * A column.
     *
     * @param side on which side cells are flush: {@code -} for the left
     * @param cell what it shows of a thing
     */
    record Column<T>(String head, String side, Function<T, String> cell) {}
}
