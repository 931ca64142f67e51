package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.List;

/** Starts loops at multiples of the loop time alone. */
public final class BeatKeeping extends LoopAccomplice {

    private final long loopNanos;
    private final long begin = System.nanoTime();

    /** Around a worker of this class; the runtime itself gives it no loop time. */
    public BeatKeeping(String className, List<Object> arguments, long loopMillis) {
        super(className, arguments);
        loopNanos = Duration.ofMillis(loopMillis).toNanos();
    }

    @Override
    public void loop(WorkerContext context) throws Exception {
        super.loop(context);
        long over = (System.nanoTime() - begin) % loopNanos;
        context.awaitStop(Duration.ofNanos(loopNanos - over));
    }
}
