package dev.workerkit.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to spawn.
 *
 * @param program the file to execute
 * @param words the program's name as it shall see it, and its arguments
 * @param environment all of the child's environment; nothing is inherited
 * @param workingDirectory the master's if absent
 */
public record SpawnRequest(
        Path program,
        List<String> words,
        Map<String, String> environment,
        Optional<Path> workingDirectory) {

    public SpawnRequest {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        words.forEach(SpawnRequest::requireNoNul);
        environment.forEach((name, value) -> requireNoNul(name + value));
    }

    /** The kernel would take it for the end, and silently drop the rest. */
    private static void requireNoNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A NUL character in '" + text + "'");
        }
    }
}
