package dev.workerkit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A command to be run inside a worker, beside it. Immutable.
 *
 * @param words the program, looked up as the worker would, and its arguments
 * @param environment variables added to, or replacing, those of the worker
 * @param terminal the size of a terminal, if the command is to have one: then what it writes to its
 *     standard error comes with its standard output
 */
public record ExecSpec(
        List<String> words, Map<String, String> environment, Optional<TerminalSize> terminal) {

    /** Checks the values. */
    public ExecSpec {
        words = List.copyOf(words);
        if (words.isEmpty() || words.get(0).isBlank()) {
            throw new SpecException(
                    "exec.words", "they are empty", "give a program and its arguments");
        }
        words.forEach(word -> SpecException.requireNoNul("exec.words", word));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        environment.forEach(
                (name, value) -> WorkerSpec.requireVariable("exec.environment", name, value));
    }

    /** A program with its arguments; no shell sees them. */
    public static ExecSpec of(String... words) {
        return new ExecSpec(List.of(words), Map.of(), Optional.empty());
    }

    /** The same with one more variable. */
    public ExecSpec withEnvironment(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new ExecSpec(words, more, terminal);
    }

    /** The same with a terminal. */
    public ExecSpec withTerminal(TerminalSize size) {
        return new ExecSpec(words, environment, Optional.of(size));
    }

    /**
     * How large a terminal is.
     *
     * @param columns characters in a line, from 1
     * @param rows lines, from 1
     */
    public record TerminalSize(int columns, int rows) {

        /** Checks the values. */
        public TerminalSize {
            if (columns < 1 || rows < 1) {
                throw new SpecException(
                        "exec.terminal",
                        columns + "x" + rows + " is no size",
                        "use one column and one row or more");
            }
        }
    }
}
