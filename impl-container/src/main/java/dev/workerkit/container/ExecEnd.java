package dev.workerkit.container;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.Exec;
import dev.workerkit.container.engine.ExecSpec;
import dev.workerkit.container.engine.OutputSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Kills a command in a container, for which engines have no call: from outside where its processes
 * are of this machine and we may, and by another command inside where not.
 */
final class ExecEnd {

    /** The variable by which the command's processes are known inside. */
    static final String MARK = "WORKERKIT_EXEC";

    private static final long LIMIT_SECONDS = 5;

    /** Halted first, for a shell whose command is killed goes on with the next. */
    private static final String KILL_MARKED =
            """
            for signal in STOP KILL; do
                for each in /proc/[0-9]*; do
                    case "$(cat "$each/environ" 2>/dev/null)" in
                    *"$0"*) kill -$signal "${each#/proc/}" ;;
                    esac
                done
            done
            """;

    private final Engine engine;
    private final Container container;
    private final String mark;

    ExecEnd(Engine engine, Container container, String mark) {
        this.engine = engine;
        this.container = container;
        this.mark = mark;
    }

    /** Returns when it has ended, or when nothing more can be done. */
    void kill(Exec exec) {
        try {
            boolean killed = engine.facts().onThisMachine() && isKilledFromOutside(exec);
            if (!killed) {
                killInside();
            }
            await(exec.exit());
        } catch (EngineException e) {
            // It ends with its container at the latest, if that is not what has happened.
            System.getLogger(ExecEnd.class.getName())
                    .log(System.Logger.Level.DEBUG, "Killing a command", e);
        }
    }

    private static boolean isKilledFromOutside(Exec exec) {
        return exec.pid().stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(java.util.Optional::stream)
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .toList()
                .stream()
                .map(ProcessHandle::destroyForcibly)
                .reduce(Boolean::logicalAnd)
                .orElse(false);
    }

    void killInside() {
        // Its own environment has no mark, and $0 is in its words, not in its variables.
        Exec killing =
                container.exec(
                        ExecSpec.of(List.of("/bin/sh", "-c", KILL_MARKED, MARK + "=" + mark)),
                        OutputSink.NOWHERE);
        try {
            await(killing.exit());
        } finally {
            killing.close();
        }
    }

    private static void await(CompletableFuture<Integer> exit) {
        try {
            exit.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(ExecEnd.class.getName())
                    .log(System.Logger.Level.DEBUG, "Waiting for the end of a command", e);
        }
    }
}
