package dev.workerkit.tck.fork;

import dev.workerkit.tck.FolderDeletion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that is asked questions. It may end at any time; what it has not answered then ends with a
 * {@link ForkEndedException}. All methods may be called from any thread.
 */
public final class Fork implements AutoCloseable {

    private static final long ENDING_SECONDS = 10;
    private static final long OUTPUT_SECONDS = 2;

    private final Path folder;
    private final Process process;
    private final CompletableFuture<Writer> connected = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<String>> open = new ConcurrentHashMap<>();
    private final AtomicLong questions = new AtomicLong();
    private final AtomicReference<@Nullable ExitCall> call = new AtomicReference<>();
    private final AtomicReference<@Nullable String> given = new AtomicReference<>();
    private final CompletableFuture<ForkEnd> ended = new CompletableFuture<>();
    private final Thread output;

    private Fork(Path folder, Process process, ServerSocketChannel door, Consumer<String> output) {
        this.folder = folder;
        this.process = process;
        this.output = daemon("fork output", () -> pass(output));
        daemon("fork answers", () -> read(door));
        process.onExit().thenRun(() -> close(door));
    }

    /**
     * Starts one.
     *
     * @param output hears each line that it, or anything in it, prints; a very long one in parts
     */
    public static Fork start(ForkPlan plan, Consumer<String> output) {
        Path folder = folder();
        try {
            Path socket = folder.resolve("socket");
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(socket));
            Process process = plan.process(socket, crashFile(folder), temporary(folder)).start();
            process.getOutputStream().close();
            return new Fork(folder, process, door, output);
        } catch (IOException e) {
            FolderDeletion.of(folder);
            throw new UncheckedIOException("Can't start a JVM beside this one: " + e, e);
        }
    }

    /** Asks a question. The answer fails if the fork ends first. */
    public CompletableFuture<String> ask(String what, String text) {
        long number = questions.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        open.put(number, answer);
        ended.thenAccept(end -> answer.completeExceptionally(new ForkEndedException(end)));
        connected.thenAccept(writer -> send(writer, Frame.question(number, what, text)));
        return answer.whenComplete((any, thrown) -> open.remove(number));
    }

    /** Ends it at once. */
    public void kill(String why) {
        given.compareAndSet(null, why);
        process.destroyForcibly();
    }

    /** Whether it is still there. */
    public boolean isAlive() {
        return !ended.isDone();
    }

    /** How it ended, when it has. */
    public CompletableFuture<ForkEnd> ended() {
        return ended.copy();
    }

    /** Ends it in good order, and if it does not follow, at once. */
    @Override
    public void close() {
        given.compareAndSet(null, "it was closed");
        connected.thenAccept(writer -> send(writer, Frame.end()));
        if (!connected.isDone()) {
            process.destroy();
        }
        try {
            if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            ended.get(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("The process " + process.pid() + " can't be ended", e);
        }
    }

    private void read(ServerSocketChannel door) {
        try (SocketChannel channel = door.accept()) {
            close(door);
            connected.complete(Channels.newWriter(channel, StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            String line = reader.readLine();
            while (line != null) {
                take(Frame.parse(line));
                line = reader.readLine();
            }
        } catch (IOException e) {
            // It ended, before or after it was connected.
        } finally {
            end();
        }
    }

    private void take(Frame frame) {
        String text = Objects.requireNonNullElse(frame.text(), "");
        CompletableFuture<String> asked =
                open.getOrDefault(frame.number(), new CompletableFuture<>());
        switch (frame.kind()) {
            case ANSWER -> asked.completeAsync(() -> text);
            case FAULT -> asked.completeExceptionally(new ForkFaultException(text));
            case EXIT -> call.set(frame.exit());
            case QUESTION, END -> throw new IllegalStateException("A fork asks nothing: " + frame);
        }
    }

    private void end() {
        try {
            if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
                given.compareAndSet(null, "the JVM neither answered nor ended, and was killed");
                process.destroyForcibly();
            }
            int exitCode = process.waitFor();
            // What it started may go on and keep the stream open.
            output.join(TimeUnit.SECONDS.toMillis(OUTPUT_SECONDS));
            Optional<CrashReport> crash = CrashReport.read(crashFile(folder));
            FolderDeletion.of(folder);
            ended.complete(
                    new ForkEnd(
                            exitCode,
                            Optional.ofNullable(call.get()),
                            crash,
                            Optional.ofNullable(given.get())));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Consumer<String> to) {
        try (BufferedReader reader = process.inputReader()) {
            BoundedLines.read(reader, to);
        } catch (IOException e) {
            // It ended in the middle of a line.
        }
    }

    private static void send(Writer writer, Frame frame) {
        try {
            frame.writeTo(writer);
        } catch (IOException e) {
            // It ended; the reader sees that too.
        }
    }

    private static void close(ServerSocketChannel door) {
        try {
            door.close();
        } catch (IOException e) {
            // Nobody comes any more.
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("tck-fork");
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for a JVM beside this one: " + e, e);
        }
    }

    /** Who it runs as somebody else must find what is given to him there. */
    private static Path temporary(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return Files.createDirectory(
                folder.resolve("tmp"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }

    private static Path crashFile(Path folder) {
        return folder.resolve("crash.log");
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
