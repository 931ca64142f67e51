package dev.workerkit.json;

import dev.workerkit.Counter;
import dev.workerkit.Range;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A worker's status as a JSON value, in both planes' answers. */
public final class StatusForm {

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
        form.put("value", counter.value());
        if (counter.unit().isPresent()) {
            form.put("unit", counter.unit().get());
        }
        if (counter.min().isPresent()) {
            form.put("min", counter.min().getAsDouble());
        }
        if (counter.max().isPresent()) {
            form.put("max", counter.max().getAsDouble());
        }
        if (counter.warning().isPresent()) {
            form.put("warning", counter.warning().get().toString());
        }
        if (counter.critical().isPresent()) {
            form.put("critical", counter.critical().get().toString());
        }
        return form;
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
        List<Counter> counters = new ArrayList<>();
        if (form.get("counters") instanceof List<?> list) {
            for (Object element : list) {
                counters.add(counter(element));
            }
        }
        return new WorkerStatus(form.get("text") instanceof String text ? text : "", counters);
    }

    private static Counter counter(@Nullable Object element) {
        if (!(element instanceof Map<?, ?> form)
                || !(form.get("name") instanceof String name)
                || !(form.get("value") instanceof Number value)) {
            throw broken("a counter lacks its name or value");
        }
        Optional<String> unit =
                form.get("unit") instanceof String text ? Optional.of(text) : Optional.empty();
        return new Counter(
                name,
                value.doubleValue(),
                unit,
                bound(form.get("min")),
                bound(form.get("max")),
                range(form.get("warning")),
                range(form.get("critical")));
    }

    private static Optional<Range> range(@Nullable Object value) {
        try {
            return value instanceof String text ? Optional.of(Range.parse(text)) : Optional.empty();
        } catch (SpecException e) {
            throw broken(e.getMessage());
        }
    }

    private static OptionalDouble bound(@Nullable Object value) {
        return value instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private static WorkerException broken(String found) {
        return new WorkerException("The worker's answer is not a status: " + found);
    }
}
