package dev.workerkit.container.engine;

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
 * @param input whether it can be given something to read
 */
public record ExecSpec(
        List<String> words,
        Map<String, String> environment,
        Optional<String> workingDirectory,
        Optional<String> user,
        boolean terminal,
        boolean input) {

    /** Copies the collections. */
    public ExecSpec {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** One that reads nothing and has no terminal. */
    public static ExecSpec of(List<String> words) {
        return new ExecSpec(words, Map.of(), Optional.empty(), Optional.empty(), false, false);
    }

    /** The same that can be given something to read. */
    public ExecSpec withInput() {
        return new ExecSpec(words, environment, workingDirectory, user, terminal, true);
    }

    /** The same in a terminal. */
    public ExecSpec withTerminal() {
        return new ExecSpec(words, environment, workingDirectory, user, true, input);
    }

    /** The same with these variables. */
    public ExecSpec withEnvironment(Map<String, String> variables) {
        return new ExecSpec(words, variables, workingDirectory, user, terminal, input);
    }
}
