package dev.workerkit.profile;

import dev.workerkit.SpecException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a profile. Each is asked for by its type, and {@link #end} refuses
 * those that nobody has asked for.
 */
final class FieldReader {

    private static final String OBJECT = "an object";

    private final String path;
    private final Map<?, ?> object;
    private final Path folder;
    private final boolean secret;
    private final Set<String> asked = new HashSet<>();

    /**
     * Of an object.
     *
     * @param path where it stands, for messages, for example {@code bootstrap.channel}
     * @param folder where relative paths begin
     */
    FieldReader(String path, Map<?, ?> object, Path folder) {
        this(path, object, folder, false);
    }

    private FieldReader(String path, Map<?, ?> object, Path folder, boolean secret) {
        this.path = path;
        this.object = object;
        this.folder = folder;
        this.secret = secret;
    }

    Optional<String> text(String field) {
        return value(field).map(value -> text(field, value));
    }

    private String text(String field, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrongType(field, value, "a string");
    }

    Optional<Boolean> bool(String field) {
        return value(field)
                .map(
                        value -> {
                            if (value instanceof Boolean bool) {
                                return bool;
                            }
                            throw wrongType(field, value, "true or false");
                        });
    }

    OptionalInt number(String field) {
        Optional<Object> value = value(field);
        return value.isPresent() ? OptionalInt.of(number(field, value.get())) : OptionalInt.empty();
    }

    private int number(String field, Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        throw wrongType(field, value, "a whole number of at most " + Integer.MAX_VALUE);
    }

    /** A number that must be there. */
    int requiredNumber(String field) {
        return number(field)
                .orElseThrow(
                        () ->
                                new SpecException(
                                        path + "." + field, "it is missing", "give a number"));
    }

    List<Integer> numbers(String field) {
        List<Integer> numbers = new ArrayList<>();
        List<?> list = list(field);
        for (int i = 0; i < list.size(); i++) {
            numbers.add(number(element(field, i), nonNull(element(field, i), list.get(i))));
        }
        return numbers;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        List<?> list = list(field);
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(element(field, i), nonNull(element(field, i), list.get(i))));
        }
        return texts;
    }

    Optional<Path> path(String field) {
        return text(field).map(text -> path(field, text));
    }

    List<Path> paths(String field) {
        List<String> texts = texts(field);
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            paths.add(path(element(field, i), texts.get(i)));
        }
        return paths;
    }

    private Path path(String field, String text) {
        try {
            return folder.resolve(text);
        } catch (InvalidPathException e) {
            throw new SpecException(
                    path + "." + field, "it is no path: " + e.getReason(), "give a path");
        }
    }

    List<?> list(String field) {
        Optional<Object> value = value(field);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof List<?> list) {
            return list;
        }
        throw wrongType(field, value.get(), "a list");
    }

    Optional<FieldReader> object(String field) {
        return object(field, false);
    }

    /**
     * One that a secret may be written into by mistake: no message repeats its value, nor the values
     * and the names of the unknown fields in it (WRK-ADMIN-008).
     */
    Optional<FieldReader> secretObject(String field) {
        return object(field, true);
    }

    private Optional<FieldReader> object(String field, boolean hidden) {
        return value(field)
                .map(
                        value -> {
                            if (value instanceof Map<?, ?> inner) {
                                return new FieldReader(path + "." + field, inner, folder, hidden);
                            }
                            throw wrongType(field, hidden ? kind(value) : described(value), OBJECT);
                        });
    }

    private Optional<Object> value(String field) {
        asked.add(field);
        return object.containsKey(field)
                ? Optional.of(nonNull(field, object.get(field)))
                : Optional.empty();
    }

    private Object nonNull(String field, @Nullable Object value) {
        if (value == null) {
            throw new SpecException(path + "." + field, "it is null", "leave it out");
        }
        return value;
    }

    private static String element(String field, int index) {
        return field + "[" + index + "]";
    }

    /** Refuses what was not asked for. */
    void end() {
        Set<String> unknown = new TreeSet<>();
        object.keySet().forEach(field -> unknown.add((String) field));
        unknown.removeAll(asked);
        if (unknown.isEmpty()) {
            return;
        }
        String known = "the fields of " + path + " are " + String.join(", ", new TreeSet<>(asked));
        if (secret) {
            throw new SpecException(path, "it has a field that it can't have", known);
        }
        throw new SpecException(
                path + "." + unknown.iterator().next(),
                "there is no such field" + (unknown.size() > 1 ? ", nor " + others(unknown) : ""),
                known);
    }

    private static String others(Set<String> unknown) {
        return String.join(", ", unknown.stream().skip(1).toList());
    }

    private SpecException wrongType(String field, Object value, String expected) {
        return wrongType(field, secret ? kind(value) : described(value), expected);
    }

    private SpecException wrongType(String field, String found, String expected) {
        return new SpecException(path + "." + field, "it is " + found, "give " + expected);
    }

    private static String described(Object value) {
        if (value instanceof Map || value instanceof List) {
            return kind(value);
        }
        return value instanceof String text
                ? "the string \"" + text + "\""
                : "the " + (value instanceof Boolean ? "boolean " : "number ") + value;
    }

    private static String kind(Object value) {
        if (value instanceof Map) {
            return OBJECT;
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof String) {
            return "a string";
        }
        return value instanceof Boolean ? "a boolean" : "a number";
    }
}
