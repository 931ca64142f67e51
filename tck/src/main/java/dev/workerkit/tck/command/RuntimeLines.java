package dev.workerkit.tck.command;

import java.io.PrintWriter;
import java.util.function.Consumer;

/**
 * What a runtime prints, among the errors: each line with its name, if there are not too many of
 * them, and what fits on the screen of it.
 */
final class RuntimeLines implements Consumer<String> {

    private static final int LONGEST = 500;
    private static final int SHOWN = 200;

    private final String runtime;
    private final Terminal terminal;
    private final PrintWriter errors;
    private int count;

    RuntimeLines(String runtime, Terminal terminal, PrintWriter errors) {
        this.runtime = runtime;
        this.terminal = terminal;
        this.errors = errors;
    }

    @Override
    public synchronized void accept(String line) {
        count++;
        if (count <= SHOWN) {
            print(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...");
        } else if (count == SHOWN + 1) {
            print("(more than " + SHOWN + " lines; tck run --report DIR keeps all of them)");
        }
    }

    private void print(String words) {
        // What is drawn again and again must not be in the middle of it.
        errors.println(
                (terminal.interactive() ? ProgressBar.START_OF_LINE : "")
                        + "["
                        + runtime
                        + "] "
                        + words);
    }
}
