package dev.workerkit.tck.command;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the command line writes.
 *
 * @param out the stream
 * @param interactive whether a person looks at it now, so that a line can be drawn again
 * @param coloured whether colours are welcome
 * @param width in characters
 */
record Terminal(PrintStream out, boolean interactive, boolean coloured, int width) {

    private static final int USUAL_WIDTH = 80;

    /** That of this process. */
    static Terminal of(PrintStream out, Map<String, String> environment) {
        boolean interactive =
                isTerminal(System.console())
                        && !"dumb".equals(environment.get("TERM"))
                        && !environment.containsKey("CI");
        String columns = environment.getOrDefault("COLUMNS", "");
        return new Terminal(
                out,
                interactive,
                interactive && !environment.containsKey("NO_COLOR"),
                columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH);
    }

    /** A file or pipe. */
    static Terminal plain(PrintStream out) {
        return new Terminal(out, false, false, USUAL_WIDTH);
    }

    String red(String text) {
        return coloured ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    String green(String text) {
        return coloured ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    String bold(String text) {
        return coloured ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** From Java 22 on there is a console even when the streams are files; it then says so. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
