package dev.workerkit.container.swarm;

import dev.workerkit.WorkerExit;
import dev.workerkit.container.LogSink;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.Swarm;
import dev.workerkit.container.engine.SwarmTask;
import dev.workerkit.container.engine.TaskOutput;
import dev.workerkit.launch.Birth;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A command in an image of which nothing is known: all goes by way of the swarm's manager. */
final class PlainLine implements Line {

    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(10);

    private final Birth birth;
    private final Swarm swarm;
    private final LogSink sink;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private Optional<TaskOutput> output = Optional.empty();
    private boolean closed;

    PlainLine(Birth birth, Swarm swarm) {
        this.birth = birth;
        this.swarm = swarm;
        this.sink = new LogSink(birth);
    }

    @Override
    public Optional<byte[]> secret() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Void> begun() {
        return begun;
    }

    @Override
    public Optional<CompletableFuture<WorkerExit>> ended() {
        return Optional.empty();
    }

    @Override
    public synchronized void seen(Sighting sighting) {
        SwarmTask task = sighting.task();
        boolean ran = task.state() == SwarmTask.State.RUNNING || task.exitCode().isPresent();
        if (ran && output.isEmpty() && !closed) {
            output = Optional.of(swarm.output(task.id(), sink));
        }
        if (ran) {
            begun.complete(null);
        }
    }

    @Override
    public boolean terminate() {
        return false;
    }

    @Override
    public boolean kill() {
        return false;
    }

    @Override
    public boolean quit() {
        return false;
    }

    @Override
    public boolean freeze() {
        return false;
    }

    @Override
    public boolean thaw() {
        return false;
    }

    @Override
    public void close() {
        Optional<TaskOutput> last;
        synchronized (this) {
            closed = true;
            last = output;
        }
        Optional<EngineException> missed = last.flatMap(each -> each.finish(OUTPUT_LIMIT));
        last.ifPresent(TaskOutput::close);
        sink.close();
        missed.ifPresent(
                why ->
                        birth.log()
                                .note(
                                        birth.number(),
                                        "The end of what it wrote may be missing here: "
                                                + why.getMessage()));
    }
}
