package dev.workerkit.container.engine;

import java.util.List;
import java.util.Map;

/** Labels as the engine's filters have them. */
final class Labels {

    private Labels() {}

    /** Whether an object has all that were filtered by: some engines let through what has one. */
    static boolean match(Map<String, String> wanted, Map<String, String> found) {
        return wanted.entrySet().stream()
                .allMatch(
                        each ->
                                each.getValue().isEmpty()
                                        ? found.containsKey(each.getKey())
                                        : each.getValue().equals(found.get(each.getKey())));
    }

    /** A label without a value is looked for whatever its value. */
    static List<String> filter(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(
                        each ->
                                each.getValue().isEmpty()
                                        ? each.getKey()
                                        : each.getKey() + "=" + each.getValue())
                .toList();
    }
}
