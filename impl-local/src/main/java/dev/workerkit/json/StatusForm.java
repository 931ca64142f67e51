package dev.workerkit.json;

import dev.workerkit.Counter;
import dev.workerkit.Range;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A worker's status as a JSON value, in both planes' answers. */
public final class StatusForm {

    /** Up to this, each whole number is a double. */
    private static final double MOST_EXACT = 1L << 53;

    private StatusForm() {}

    /** The value that stands for a status. */
    public static Map<String, Object> of(WorkerStatus status) {
        List<Object> counters = new ArrayList<>();
        for (Counter counter : status.counters()) {
            counters.add(of(counter));
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("text", status.text());
        form.put("counters", counters);
        return form;
    }

    private static Map<String, Object> of(Counter counter) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", counter.name());
        putFigure(form, "value", OptionalDouble.of(counter.value()));
        if (counter.unit().isPresent()) {
            form.put("unit", counter.unit().get());
        }
        putFigure(form, "min", counter.min());
        putFigure(form, "max", counter.max());
        if (counter.warning().isPresent()) {
            form.put("warning", counter.warning().get().toString());
        }
        if (counter.critical().isPresent()) {
            form.put("critical", counter.critical().get().toString());
        }
        return form;
    }

    /** JSON has no infinite figures and none that are no numbers. */
    private static void putFigure(Map<String, Object> form, String name, OptionalDouble figure) {
        if (figure.isPresent() && Double.isFinite(figure.getAsDouble())) {
            form.put(name, plain(figure.getAsDouble()));
        }
    }

    /** As people write it: a whole number without a fraction, and few with an exponent. */
    private static Number plain(double figure) {
        if (figure == Math.rint(figure) && Math.abs(figure) <= MOST_EXACT) {
            return (long) figure;
        }
        return BigDecimal.valueOf(figure);
    }

    /**
     * The status in an answer; a text alone will do.
     *
     * @throws WorkerException if it is none
     */
    public static WorkerStatus read(@Nullable Object answer) {
        if (answer instanceof String text) {
            return WorkerStatus.of(text);
        }
        if (!(answer instanceof Map<?, ?> form)) {
            throw broken("it is neither a text nor an object");
        }
        String text = text(form, "text").orElse("");
        List<Counter> counters = new ArrayList<>();
        Object list = form.get("counters");
        if (list != null) {
            for (Object element : list(list)) {
                counters.add(counter(element));
            }
        }
        return new WorkerStatus(text, counters);
    }

    private static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw broken("'counters' is no list");
    }

    private static Counter counter(@Nullable Object element) {
        if (!(element instanceof Map<?, ?> form)) {
            throw broken("a counter is no object");
        }
        try {
            return new Counter(
                    text(form, "name").orElseThrow(() -> broken("a counter has no name")),
                    figure(form, "value").orElse(Double.NaN),
                    text(form, "unit"),
                    figure(form, "min"),
                    figure(form, "max"),
                    text(form, "warning").map(Range::parse),
                    text(form, "critical").map(Range::parse));
        } catch (SpecException e) {
            throw broken(e.getMessage());
        }
    }

    private static Optional<String> text(Map<?, ?> form, String name) {
        Object value = form.get(name);
        if (value != null && !(value instanceof String)) {
            throw broken("'" + name + "' is no text");
        }
        return Optional.ofNullable((String) value);
    }

    private static OptionalDouble figure(Map<?, ?> form, String name) {
        Object value = form.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!(value instanceof Number number)) {
            throw broken("'" + name + "' is no number");
        }
        return OptionalDouble.of(number.doubleValue());
    }

    private static WorkerException broken(@Nullable String found) {
        return new WorkerException("The worker's answer is not a status: " + found);
    }
}
