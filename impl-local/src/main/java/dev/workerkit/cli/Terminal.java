package dev.workerkit.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.workerkit.ExecSpec.TerminalSize;
import dev.workerkit.WorkerException;
import dev.workerkit.host.ReceivedSignal;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The terminal that a command is called in, while somebody else reads its keys: each comes through
 * as it is, Ctrl-C among them. It is what it was when this is closed.
 */
final class Terminal implements AutoCloseable {

    private static final File TTY = new File("/dev/tty");
    private static final TerminalSize USUAL = new TerminalSize(80, 24);

    private final String settings;

    private Terminal(String settings) {
        this.settings = settings;
    }

    /** Takes it, if our input and our output are a terminal. */
    static Optional<Terminal> taken() {
        try {
            Process test =
                    new ProcessBuilder("test", "-t", "0", "-a", "-t", "1").inheritIO().start();
            if (test.waitFor() != 0) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        Terminal terminal = new Terminal(stty("-g"));
        stty("raw", "-echo");
        return Optional.of(terminal);
    }

    /** How large it is; as terminals used to be if it does not know. */
    TerminalSize size() {
        String[] numbers = stty("size").split(" ");
        try {
            int rows = Integer.parseInt(numbers[0]);
            int columns = Integer.parseInt(numbers[1]);
            return rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : USUAL;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return USUAL;
        }
    }

    /** Tells the new size whenever it changes. */
    void onResize(Consumer<TerminalSize> told) {
        new ReceivedSignal("WINCH", () -> told.accept(size()));
    }

    @Override
    public void close() {
        stty(settings);
    }

    private static String stty(String... arguments) {
        List<String> words = new ArrayList<>(List.of("stty"));
        words.addAll(List.of(arguments));
        try {
            Process stty =
                    new ProcessBuilder(words).redirectInput(TTY).redirectErrorStream(true).start();
            String said = new String(stty.getInputStream().readAllBytes(), US_ASCII).strip();
            if (stty.waitFor() != 0) {
                throw failed(words, said, null);
            }
            return said;
        } catch (IOException e) {
            throw failed(words, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(words, "interrupted", e);
        }
    }

    private static WorkerException failed(
            List<String> words, String said, @org.jspecify.annotations.Nullable Exception cause) {
        return new WorkerException(
                "'"
                        + String.join(" ", words)
                        + "' failed on the terminal: "
                        + said
                        + "; do without one by sending the output through 'cat'",
                cause);
    }
}
