package dev.workerkit.tck.command;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Where that goes which a runtime prints: to the errors, with its name, a line at a time. */
record RuntimeOutput(String runtime, Terminal terminal, PrintWriter errors)
        implements Consumer<String> {

    @Override
    public void accept(String line) {
        // What is drawn again and again must not be in the middle of it.
        errors.println(
                (terminal.interactive() ? ProgressBar.START_OF_LINE : "")
                        + "["
                        + runtime
                        + "] "
                        + line);
    }
}
