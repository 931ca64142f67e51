package dev.workerkit.container.engine;

import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.command.InspectExecResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A command that was begun in a container. */
public final class Exec implements AutoCloseable {

    private static final long FIRST_LOOK_MILLIS = 2;
    private static final long LAST_LOOK_MILLIS = 200;

    private final Connection connection;
    private final String id;
    private final String tried;
    private final Hijack streams;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private Exec(Connection connection, String id, String tried, Hijack streams) {
        this.connection = connection;
        this.id = id;
        this.tried = tried;
        this.streams = streams;
    }

    static Exec begin(Connection connection, String container, ExecSpec spec, OutputSink sink) {
        String tried = "run '" + String.join(" ", spec.words()) + "' in the container " + container;
        String id = Calls.call(tried, () -> create(connection, container, spec).exec().getId());
        Hijack streams =
                Hijack.post(
                        connection,
                        "/v" + connection.version() + "/exec/" + id + "/start",
                        "{\"Detach\":false,\"Tty\":" + spec.terminal() + "}",
                        tried);
        Exec begun = new Exec(connection, id, tried, streams);
        Thread thread =
                new Thread(
                        () -> begun.drain(sink, !spec.terminal()), "workerkit-exec-" + container);
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    private static ExecCreateCmd create(Connection connection, String container, ExecSpec spec) {
        List<String> variables = new ArrayList<>();
        spec.environment().forEach((name, value) -> variables.add(name + "=" + value));
        ExecCreateCmd command =
                connection
                        .calls()
                        .execCreateCmd(container)
                        .withCmd(spec.words().toArray(String[]::new))
                        .withEnv(variables)
                        .withTty(spec.terminal())
                        .withAttachStdin(spec.input())
                        .withAttachStdout(true)
                        .withAttachStderr(true);
        spec.workingDirectory().ifPresent(command::withWorkingDir);
        spec.user().ifPresent(command::withUser);
        return command;
    }

    private void drain(OutputSink sink, boolean framed) {
        try {
            streams.drainTo(sink, framed);
            exit.complete(awaitCode());
        } catch (IOException e) {
            exit.completeExceptionally(Calls.gone(tried, e));
        } catch (RuntimeException e) {
            exit.completeExceptionally(Calls.failure(tried, e));
        }
    }

    /** What the command reads; closing it is the end of it. */
    public OutputStream input() {
        try {
            return new FilterOutputStream(streams.output()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    streams.endOutput();
                }
            };
        } catch (IOException e) {
            throw Calls.gone(tried, e);
        }
    }

    /**
     * The code that it ends with, when all its output has been given to the sink. Exceptionally,
     * with an {@link EngineException}, if the engine or the container is gone before.
     */
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    private int awaitCode() {
        long pause = FIRST_LOOK_MILLIS;
        InspectExecResponse found = inspect();
        // The streams may end shortly before the command does.
        while (found.getExitCodeLong() == null || isRunning(found)) {
            pause = pauseFor(pause);
            found = inspect();
        }
        return found.getExitCodeLong().intValue();
    }

    /** The engine tells nobody when a command changes. */
    private long pauseFor(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("Tried to " + tried + ", and was interrupted", e);
        }
        return Math.min(2 * millis, LAST_LOOK_MILLIS);
    }

    /**
     * Waits until the program runs, or has run.
     *
     * @return false if the engine can't tell that it ever did: what it wrote may then be what the
     *     engine says of a program that it could not start
     */
    public boolean awaitStart() {
        long pause = FIRST_LOOK_MILLIS;
        InspectExecResponse found = inspect();
        while (!hasPid(found) && (found.getExitCodeLong() == null || isRunning(found))) {
            pause = pauseFor(pause);
            found = inspect();
        }
        return hasPid(found);
    }

    private static boolean hasPid(InspectExecResponse found) {
        return found.getPidLong() != null && found.getPidLong() != 0;
    }

    private static boolean isRunning(InspectExecResponse found) {
        return Boolean.TRUE.equals(found.isRunning());
    }

    /** Its process's id on the engine's machine, while it runs. */
    public OptionalLong pid() {
        InspectExecResponse found = inspect();
        return hasPid(found) && isRunning(found)
                ? OptionalLong.of(found.getPidLong())
                : OptionalLong.empty();
    }

    private InspectExecResponse inspect() {
        return Calls.call(tried, () -> connection.calls().inspectExecCmd(id).exec());
    }

    /** Tells its terminal how large it is. */
    public void resize(int columns, int rows) {
        Calls.run(tried, () -> connection.calls().resizeExecCmd(id).withSize(rows, columns).exec());
    }

    /** Takes no more of its output, and gives it no more; the command is not ended by that. */
    @Override
    public void close() {
        try {
            streams.close();
        } catch (IOException e) {
            System.getLogger(Exec.class.getName())
                    .log(System.Logger.Level.DEBUG, "Closing the streams of a command", e);
        }
    }
}
