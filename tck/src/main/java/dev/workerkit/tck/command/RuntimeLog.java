package dev.workerkit.tck.command;

import dev.workerkit.tck.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime prints, as a file beside the report: the progress is not for that, and whoever wants
 * it wants all of it. There is a file only if there is something. What was printed before it was
 * known where to is shown if that never is. All methods may be called from any thread.
 */
final class RuntimeLog implements Consumer<String>, AutoCloseable {

    private static final long MOST = 100_000_000;

    private final Consumer<String> otherwise;
    private final List<String> early = new ArrayList<>();

    private @Nullable Path file;
    private @Nullable PrintWriter out;
    private long written;
    private boolean closed;

    /** Passes on to this what it has no file for. */
    RuntimeLog(Consumer<String> otherwise) {
        this.otherwise = otherwise;
    }

    /** Writes to a report's folder what has been printed, and what will be. */
    synchronized void writeTo(ReportFolder folder) {
        file = folder.runtimeLog();
        early.forEach(this::write);
        early.clear();
    }

    @Override
    public synchronized void accept(String line) {
        if (closed) {
            return;
        }
        if (file == null) {
            early.add(line);
        } else {
            write(line);
        }
    }

    private void write(String line) {
        if (written > MOST) {
            return;
        }
        PrintWriter to = open();
        to.println(line);
        written += line.length() + 1;
        if (written > MOST) {
            to.println("(what follows is left out: it is too much)");
        }
    }

    private PrintWriter open() {
        PrintWriter there = out;
        if (there == null) {
            try {
                there =
                        new PrintWriter(
                                Files.newBufferedWriter(
                                        Objects.requireNonNull(file), StandardCharsets.UTF_8),
                                true);
            } catch (IOException e) {
                throw new UncheckedIOException("The runtime's log can't be written", e);
            }
            out = there;
        }
        return there;
    }

    /** The file, if the runtime has printed anything. */
    synchronized Optional<Path> written() {
        return out == null ? Optional.empty() : Optional.ofNullable(file);
    }

    /** Nothing is written any more. */
    @Override
    public synchronized void close() {
        closed = true;
        early.forEach(otherwise);
        early.clear();
        if (out != null) {
            out.close();
        }
    }
}
