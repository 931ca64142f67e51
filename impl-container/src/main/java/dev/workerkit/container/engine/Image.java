package dev.workerkit.container.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image that the engine has.
 *
 * @param id {@code sha256:…}
 * @param names with their tags: {@code postgres:16}
 * @param entryPoint the words that it runs first
 * @param command the words that follow, or are run alone
 * @param environment its variables
 * @param user whom it runs as; root if absent
 * @param labels what it is labelled with
 */
public record Image(
        String id,
        List<String> names,
        List<String> entryPoint,
        List<String> command,
        Map<String, String> environment,
        Optional<String> user,
        Map<String, String> labels) {

    /** Copies the collections. */
    public Image {
        names = List.copyOf(names);
        entryPoint = List.copyOf(entryPoint);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
    }
}
