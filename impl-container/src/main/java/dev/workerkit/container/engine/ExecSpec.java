package dev.workerkit.container.engine;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to run in a container that runs.
 *
 * @param words the program and its arguments
 * @param environment variables added to the container's
 * @param workingDirectory the container's if absent
 * @param user the container's if absent
 * @param terminal whether it gets a terminal
 * @param input what it reads; at its end the command's input ends
 */
public record ExecSpec(
        List<String> words,
        Map<String, String> environment,
        Optional<String> workingDirectory,
        Optional<String> user,
        boolean terminal,
        Optional<InputStream> input) {

    /** Copies the collections. */
    public ExecSpec {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** One that reads nothing and has no terminal. */
    public static ExecSpec of(List<String> words) {
        return new ExecSpec(
                words, Map.of(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** The same that reads this. */
    public ExecSpec withInput(InputStream read) {
        return new ExecSpec(
                words, environment, workingDirectory, user, terminal, Optional.of(read));
    }

    /** The same in a terminal. */
    public ExecSpec withTerminal() {
        return new ExecSpec(words, environment, workingDirectory, user, true, input);
    }
}
