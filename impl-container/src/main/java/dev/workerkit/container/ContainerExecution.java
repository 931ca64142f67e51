package dev.workerkit.container;

import dev.workerkit.ExecSpec;
import dev.workerkit.ExecSpec.TerminalSize;
import dev.workerkit.Execution;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.Exec;
import dev.workerkit.container.engine.OutputSink;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** A command inside a container. */
final class ContainerExecution implements Execution {

    /** How an engine begins what it says when it could not start the program. */
    private static final String NOT_STARTED = "OCI runtime";

    /** What Podman says then first, among the command's errors. */
    private static final Pattern NOT_STARTED_BY_PODMAN =
            Pattern.compile("Error: .*: OCI (?:runtime attempted|permission denied)");

    private final Exec exec;
    private final OutputPipe output;
    private final OutputPipe errors;
    private final boolean terminal;
    private final ExecEnd end;

    private ContainerExecution(
            Exec exec, OutputPipe output, OutputPipe errors, boolean terminal, ExecEnd end) {
        this.exec = exec;
        this.output = output;
        this.errors = errors;
        this.terminal = terminal;
        this.end = end;
    }

    /**
     * Where its output goes.
     *
     * @param told done as soon as it is more than an engine says of a program that it can't start
     */
    private record Streams(OutputPipe output, OutputPipe errors, CompletableFuture<Void> told)
            implements OutputSink {

        private static final int LONGEST_MESSAGE = 4096;

        @Override
        public void out(byte[] bytes) {
            add(output, bytes);
        }

        @Override
        public void err(byte[] bytes) {
            add(errors, bytes);
        }

        private void add(OutputPipe pipe, byte[] bytes) {
            pipe.add(bytes);
            if (pipe.available() > LONGEST_MESSAGE) {
                told.complete(null);
            }
        }
    }

    /**
     * Begins a command.
     *
     * @throws SpecException if there is no such program in the container
     * @throws dev.workerkit.container.engine.ConflictException if the container does not run, or is
     *     paused
     * @throws dev.workerkit.container.engine.NotFoundException if it is gone
     */
    static ContainerExecution begin(Engine engine, Container container, ExecSpec command) {
        return command.terminal()
                .map(size -> beginSized(engine, container, command, size))
                .orElseGet(() -> begin(engine, container, command, newMark()));
    }

    private static ContainerExecution beginSized(
            Engine engine, Container container, ExecSpec command, TerminalSize size) {
        SizedTerminal terminal = new SizedTerminal(newMark());
        ExecSpec sized =
                new ExecSpec(
                        terminal.words(size, command.words()),
                        command.environment(),
                        command.terminal());
        ContainerExecution begun;
        try {
            begun = begin(engine, container, sized, terminal.mark());
        } catch (SpecException e) {
            // It has no shell, so its command is told its size a moment after it began.
            begun = begin(engine, container, command, terminal.mark());
            begun.resize(size);
            return begun;
        }
        switch (terminal.verdict(begun.output)) {
            case FOUND -> {
                return begun;
            }
            case MISSING -> {
                begun.close();
                throw noSuchProgram(command.words().get(0), "not found");
            }
            default -> {
                begun.close();
                throw new WorkerException(
                        "Tried to run '"
                                + command.words().get(0)
                                + "' in a terminal of the container "
                                + container
                                + ", and it ended before it began; see whether the worker runs");
            }
        }
    }

    private static String newMark() {
        return UUID.randomUUID().toString();
    }

    private static ContainerExecution begin(
            Engine engine, Container container, ExecSpec command, String mark) {
        OutputPipe output = new OutputPipe();
        OutputPipe errors = new OutputPipe();
        CompletableFuture<Void> told = new CompletableFuture<>();
        Exec exec = start(container, marked(command, mark), output, errors, told);
        ContainerExecution begun =
                new ContainerExecution(
                        exec,
                        output,
                        errors,
                        command.terminal().isPresent(),
                        new ExecEnd(engine, container, mark));
        exec.exit()
                .whenComplete(
                        (code, thrown) -> {
                            output.end();
                            errors.end();
                        });
        try {
            begun.requireStarted(command, told);
            return begun;
        } catch (RuntimeException e) {
            begun.close();
            throw e;
        }
    }

    private static dev.workerkit.container.engine.ExecSpec marked(ExecSpec command, String mark) {
        Map<String, String> marked = new TreeMap<>(command.environment());
        marked.put(ExecEnd.MARK, mark);
        dev.workerkit.container.engine.ExecSpec spec =
                dev.workerkit.container.engine.ExecSpec.of(command.words())
                        .withEnvironment(marked)
                        .withInput();
        return command.terminal().isPresent() ? spec.withTerminal() : spec;
    }

    private static Exec start(
            Container container,
            dev.workerkit.container.engine.ExecSpec spec,
            OutputPipe output,
            OutputPipe errors,
            CompletableFuture<Void> told) {
        try {
            return container.exec(spec, new Streams(output, errors, told));
        } catch (EngineException e) {
            // Some engines say it at once, others as if it were output.
            if (String.valueOf(e.getMessage()).contains(NOT_STARTED)) {
                throw noSuchProgram(spec.words().get(0), String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private void requireStarted(ExecSpec command, CompletableFuture<Void> told) {
        if (exec.awaitStart()) {
            return;
        }
        // What writes much ends only when it is read.
        CompletableFuture.anyOf(exec.exit().handle((code, thrown) -> code), told).join();
        String text = text(output);
        String error = terminal ? text : text(errors);
        if (text.startsWith(NOT_STARTED)) {
            throw noSuchProgram(command.words().get(0), text);
        }
        if (NOT_STARTED_BY_PODMAN.matcher(error).lookingAt()) {
            throw noSuchProgram(command.words().get(0), error);
        }
    }

    private static String text(OutputPipe pipe) {
        return new String(pipe.waiting(), StandardCharsets.UTF_8).strip();
    }

    private static SpecException noSuchProgram(String program, String said) {
        return new SpecException(
                "exec.words",
                "'" + program + "' can't be started in the worker (" + said + ")",
                "name a program that is there; its image may have few");
    }

    @Override
    public OutputStream input() {
        return exec.input();
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return errors;
    }

    @Override
    public CompletableFuture<Integer> exitCode() {
        return exec.exit().copy();
    }

    @Override
    public void resize(TerminalSize size) {
        if (!terminal) {
            throw new UnsupportedException(
                    "The command has no terminal to resize; begin it with one: withTerminal");
        }
        exec.resize(size.columns(), size.rows());
    }

    /** Its container has ended: what it wrote can be read, and it ends whether that is done or not. */
    void release() {
        output.release();
        errors.release();
    }

    @Override
    public void close() {
        output.close();
        errors.close();
        if (!exec.exit().isDone()) {
            end.kill(exec);
        }
        exec.close();
    }
}
