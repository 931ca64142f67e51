package dev.workerkit.container.engine;

import java.util.List;
import java.util.Map;

/** Labels as the engine's filters have them. */
final class Labels {

    private Labels() {}

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
