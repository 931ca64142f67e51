package dev.workerkit.container.swarm;

import dev.workerkit.WorkerExit;
import dev.workerkit.container.engine.SwarmTask;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How an incarnation has ended, of which two tell: its line, and the swarm. */
final class Verdict {

    private static final long PATIENCE_SECONDS = 3;
    private static final int LARGEST_CODE = 255;

    private final Line line;
    private final CompletableFuture<WorkerExit> bySwarm = new CompletableFuture<>();
    private volatile Optional<Sighting> last = Optional.empty();

    Verdict(Line line) {
        this.line = line;
    }

    /** Its task was seen, or seen to be gone. */
    void seen(Optional<Sighting> sighting) {
        if (sighting.isEmpty()) {
            bySwarm.complete(new WorkerExit.Lost("its task is gone from the swarm"));
            return;
        }
        last = sighting;
        if (sighting.get().hasEnded()) {
            bySwarm.complete(exit(sighting.get()));
        } else if (sighting.get().isLost()) {
            bySwarm.complete(
                    new WorkerExit.Lost(sighting.get().place() + " does not answer any more"));
        }
    }

    /** It is to be begun anew elsewhere. */
    void giveUp(String reason) {
        bySwarm.complete(new WorkerExit.Lost(reason));
    }

    /** How its task was last, if there was one. */
    Optional<Sighting> last() {
        return last;
    }

    /** Completes when either tells that it has ended. */
    CompletableFuture<?> known() {
        return line.ended()
                .<CompletableFuture<?>>map(told -> CompletableFuture.anyOf(told, bySwarm))
                .orElse(bySwarm);
    }

    /** How it has ended; waits a little for the other. */
    WorkerExit pass() {
        if (bySwarm.isDone() && bySwarm.join() instanceof WorkerExit.Lost) {
            // The swarm may have lost a node that we still reach; the next is not to run beside it.
            line.kill();
        }
        WorkerExit ofLine =
                line.begun().isDone() ? line.ended().map(Verdict::await).orElse(null) : null;
        if (ofLine instanceof WorkerExit.Code) {
            return ofLine;
        }
        WorkerExit ofSwarm = await(bySwarm);
        if (ofSwarm != null && (ofLine == null || !(ofSwarm instanceof WorkerExit.Lost))) {
            return ofSwarm;
        }
        String what = ofLine == null ? "nobody saw how it ended" : reason(ofLine);
        return new WorkerExit.Lost(
                last.map(Sighting::place).map(place -> what + "; it was on " + place).orElse(what));
    }

    private static String reason(WorkerExit exit) {
        return exit instanceof WorkerExit.Lost lost ? lost.reason() : exit.describe();
    }

    private static @Nullable WorkerExit await(CompletableFuture<WorkerExit> told) {
        try {
            return told.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static WorkerExit exit(Sighting sighting) {
        SwarmTask task = sighting.task();
        if (task.exitCode().isPresent()) {
            int code = task.exitCode().getAsInt();
            return code >= 0 && code <= LARGEST_CODE
                    ? new WorkerExit.Code(code)
                    : new WorkerExit.Lost("its task has the exit code " + code);
        }
        return switch (task.state()) {
            case REJECTED, FAILED -> new WorkerExit.StartFailure(refusal(sighting));
            default -> new WorkerExit.Lost("it was ended before it had begun");
        };
    }

    private static String refusal(Sighting sighting) {
        String message = sighting.place() + " could not start it: " + sighting.task().message();
        return message.contains("No such image")
                ? message
                        + "; load the image there (docker load; 'workerkit image' writes the kit's"
                        + " own), or name one that the node can pull"
                : message;
    }
}
