package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.List;

/** Rests for the loop time after each loop, whatever that took. */
public final class Resting extends LoopAccomplice {

    private final Duration loopTime;

    /** Around a worker of this class; the runtime itself gives it no loop time. */
    public Resting(String className, List<Object> arguments, long loopMillis) {
        super(className, arguments);
        loopTime = Duration.ofMillis(loopMillis);
    }

    @Override
    public void loop(WorkerContext context) throws Exception {
        super.loop(context);
        context.awaitStop(loopTime);
    }
}
