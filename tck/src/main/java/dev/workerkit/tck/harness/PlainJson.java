package dev.workerkit.tck.harness;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns values of the API into maps, lists, strings, numbers and booleans: each record into a map of
 * its components, under the same names. What is absent is left out. A time is in milliseconds, its
 * name ends with {@code Millis}. Where there are several kinds of a thing, {@code type} says which.
 */
final class PlainJson {

    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private PlainJson() {}

    /** Adds a field, unless its value is absent. */
    static void put(Map<String, Object> fields, String name, Object value) {
        present(value)
                .ifPresent(
                        found ->
                                fields.put(
                                        found instanceof Duration ? name + "Millis" : name,
                                        of(found)));
    }

    private static Optional<?> present(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional;
        }
        if (value instanceof OptionalInt number) {
            return number.stream().boxed().findFirst();
        }
        if (value instanceof OptionalLong number) {
            return number.stream().boxed().findFirst();
        }
        return Optional.of(value);
    }

    static Object of(Object value) {
        if (value instanceof Duration time) {
            return millis(time);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Record any) {
            return fields(any);
        }
        if (value instanceof Path || value instanceof java.net.URI) {
            return value.toString();
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(PlainJson::of).toList();
        }
        return value;
    }

    private static Object millis(Duration time) {
        double exact = time.getSeconds() * 1e3 + time.getNano() / 1e6;
        return exact == Math.rint(exact) ? (Object) (long) exact : (Object) exact;
    }

    private static Map<String, Object> fields(Record any) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (Stream.of(any.getClass().getInterfaces()).anyMatch(Class::isSealed)) {
            fields.put("type", kebab(any.getClass().getSimpleName()));
        }
        for (RecordComponent component : any.getClass().getRecordComponents()) {
            put(fields, component.getName(), value(any, component));
        }
        return fields;
    }

    private static Object value(Record any, RecordComponent component) {
        try {
            return component.getAccessor().invoke(any);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Can't read " + component + " of " + any, e);
        }
    }

    private static String kebab(String name) {
        return INNER_CAPITAL.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
