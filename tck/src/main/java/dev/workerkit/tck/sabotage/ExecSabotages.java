package dev.workerkit.tck.sabotage;

import dev.workerkit.ExecSpec;
import dev.workerkit.ExecSpec.TerminalSize;
import dev.workerkit.Execution;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.tck.forwarding.ForwardingExecution;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What can go wrong with commands inside workers. */
final class ExecSabotages {

    private static final TerminalSize USUAL = new TerminalSize(80, 24);

    private ExecSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "tells-every-command-as-done-well",
                        "WRK-EXEC-001",
                        "The exit code of a command is told as 0",
                        Deed.toExecution(
                                execution ->
                                        new ForwardingExecution(execution) {
                                            @Override
                                            public CompletableFuture<Integer> exitCode() {
                                                return super.exitCode().thenApply(any -> 0);
                                            }
                                        })),
                Sabotage.of(
                        "drops-the-errors-of-commands",
                        "WRK-EXEC-001",
                        "What a command writes to its standard error is lost",
                        Deed.toExecution(
                                execution ->
                                        new ForwardingExecution(execution) {
                                            @Override
                                            public InputStream errors() {
                                                return InputStream.nullInputStream();
                                            }
                                        })),
                Sabotage.of(
                        "cuts-long-output-of-commands",
                        "WRK-EXEC-001",
                        "Of what a command writes the first 64 KiB are told",
                        Deed.toExecution(
                                execution ->
                                        new ForwardingExecution(execution) {
                                            @Override
                                            public InputStream output() {
                                                return new Beginning(super.output());
                                            }
                                        })),
                Sabotage.of(
                        "forgets-the-variables-of-commands",
                        "WRK-EXEC-001",
                        "A command lacks the variables that are given to it",
                        toCommand(
                                command ->
                                        new ExecSpec(
                                                command.words(), Map.of(), command.terminal()))),
                Sabotage.of(
                        "lets-a-shell-read-commands",
                        "WRK-EXEC-001",
                        "The words of a command are read by a shell",
                        toCommand(
                                command ->
                                        command.words().get(0).equals("/bin/sh")
                                                ? command
                                                : new ExecSpec(
                                                        List.of(
                                                                "/bin/sh",
                                                                "-c",
                                                                String.join(" ", command.words())),
                                                        command.environment(),
                                                        command.terminal()))),
                Sabotage.of(
                        "resizes-no-terminal",
                        "WRK-EXEC-002",
                        "A terminal stays as large as it was at first",
                        Deed.toExecution(
                                execution ->
                                        new ForwardingExecution(execution) {
                                            @Override
                                            public void resize(TerminalSize size) {}
                                        })),
                Sabotage.of(
                        "has-terminals-of-one-size",
                        "WRK-EXEC-002",
                        "A terminal has 80 columns and 24 rows, whatever it is told",
                        toCommand(
                                command ->
                                        new ExecSpec(
                                                command.words(),
                                                command.environment(),
                                                command.terminal().map(any -> USUAL)))),
                Sabotage.of(
                        "gives-every-command-a-terminal",
                        "WRK-EXEC-002",
                        "A command without a terminal has one",
                        toCommand(
                                command ->
                                        new ExecSpec(
                                                command.words(),
                                                command.environment(),
                                                Optional.of(command.terminal().orElse(USUAL))))),
                Sabotage.of(
                        "leaves-commands-running",
                        "WRK-EXEC-003",
                        "A command that is closed goes on",
                        Deed.toExecution(
                                execution ->
                                        new ForwardingExecution(execution) {
                                            @Override
                                            public void close() {}
                                        })),
                Sabotage.of(
                        "ends-workers-with-their-commands",
                        "WRK-EXEC-003",
                        "The worker ends with a command that is closed",
                        Deed.toWorker(EndingWithCommands::new)),
                Sabotage.of(
                        "takes-a-worker-that-is-gone-for-a-mistake",
                        "WRK-EXEC-004",
                        "A command in a worker that is not live is refused as one that is not there",
                        toRefusal(
                                (worker, refusal) ->
                                        refusal instanceof IllegalLifecycleException
                                                ? new SpecException(
                                                        "exec.words",
                                                        worker.name() + " does not know it",
                                                        "name another")
                                                : refusal)),
                Sabotage.of(
                        "does-not-name-the-program-that-is-missing",
                        "WRK-EXEC-004",
                        "A program that is not there is refused without its name",
                        toRefusal(
                                (worker, refusal) ->
                                        refusal instanceof SpecException
                                                ? new SpecException(
                                                        "exec.words",
                                                        "there is no such program",
                                                        "name another")
                                                : refusal)));
    }

    private static Deed toCommand(UnaryOperator<ExecSpec> change) {
        return Deed.toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            public Execution exec(ExecSpec command) {
                                return super.exec(change.apply(command));
                            }
                        });
    }

    private static Deed toRefusal(BiFunction<Worker, WorkerException, WorkerException> change) {
        return Deed.toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            public Execution exec(ExecSpec command) {
                                try {
                                    return super.exec(command);
                                } catch (WorkerException e) {
                                    throw change.apply(delegate(), e);
                                }
                            }
                        });
    }

    private static final class EndingWithCommands extends ForwardingWorker {
        EndingWithCommands(Worker worker) {
            super(worker);
        }

        @Override
        protected Execution wrapExecution(Execution execution) {
            return new ForwardingExecution(execution) {
                @Override
                public void close() {
                    super.close();
                    EndingWithCommands.this.delegate().kill().join();
                }
            };
        }
    }

    /** The first 64 KiB; the rest is read, and dropped. */
    private static final class Beginning extends FilterInputStream {
        private int left = 1 << 16;

        Beginning(InputStream whole) {
            super(whole);
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : end();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                return end();
            }
            int count = super.read(into, offset, Math.min(length, left));
            left -= count;
            return count;
        }

        private int end() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
            return -1;
        }
    }
}
