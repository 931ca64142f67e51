package dev.workerkit.container.engine;

import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.command.ExecStartCmd;
import com.github.dockerjava.api.command.InspectExecResponse;
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
    private final Output output;
    private final CompletableFuture<Integer> exit;

    private Exec(Connection connection, String id, String tried, Output output) {
        this.connection = connection;
        this.id = id;
        this.tried = tried;
        this.output = output;
        // Its own thread, for it asks the engine.
        this.exit = output.ended().thenApplyAsync(none -> awaitCode());
    }

    static Exec begin(Connection connection, String container, ExecSpec spec, OutputSink sink) {
        String tried = "run '" + String.join(" ", spec.words()) + "' in the container " + container;
        String id = Calls.call(tried, () -> create(connection, container, spec).exec().getId());
        Output output = new Output(tried, sink);
        ExecStartCmd start =
                connection.streams().execStartCmd(id).withDetach(false).withTty(spec.terminal());
        spec.input().ifPresent(start::withStdIn);
        start.exec(output.callback());
        output.awaitBegin();
        return new Exec(connection, id, tried, output);
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
                        .withAttachStdin(spec.input().isPresent())
                        .withAttachStdout(true)
                        .withAttachStderr(true);
        spec.workingDirectory().ifPresent(command::withWorkingDir);
        spec.user().ifPresent(command::withUser);
        return command;
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
        while (found.getExitCodeLong() == null || Boolean.TRUE.equals(found.isRunning())) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException("Tried to " + tried + ", and was interrupted", e);
            }
            pause = Math.min(2 * pause, LAST_LOOK_MILLIS);
            found = inspect();
        }
        return found.getExitCodeLong().intValue();
    }

    /** Its process's id on the engine's machine, while it runs. */
    public OptionalLong pid() {
        Long pid = inspect().getPidLong();
        return pid == null || pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    private InspectExecResponse inspect() {
        return Calls.call(tried, () -> connection.calls().inspectExecCmd(id).exec());
    }

    /** Tells its terminal how large it is. */
    public void resize(int columns, int rows) {
        Calls.run(tried, () -> connection.calls().resizeExecCmd(id).withSize(rows, columns).exec());
    }

    /** Takes no more of its output; the command is not ended by that. */
    @Override
    public void close() {
        output.close();
    }
}
