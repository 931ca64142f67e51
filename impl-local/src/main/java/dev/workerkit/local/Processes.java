package dev.workerkit.local;

import dev.workerkit.launch.Patrol;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.Spawner;
import dev.workerkit.os.MemoryLimit;
import dev.workerkit.os.Scales;
import java.time.Duration;

/**
 * Spawns workers as processes.
 *
 * @param premises of the runtime
 * @param memory weighs them
 * @param whenJavaRuns run when a Java worker is ready
 */
record Processes(Premises premises, Patrol<MemoryLimit> memory, Runnable whenJavaRuns) {

    private static final Duration WEIGHED_EVERY = Duration.ofSeconds(1);

    static Processes in(Premises premises, Runnable whenJavaRuns) {
        Patrol<MemoryLimit> memory = premises.patrols().patrol(WEIGHED_EVERY, new Scales()::weigh);
        return new Processes(premises, memory, whenJavaRuns);
    }

    /** The same, which also do this when a Java worker is ready. */
    Processes alsoWhenJavaRuns(Runnable deed) {
        return new Processes(
                premises,
                memory,
                () -> {
                    whenJavaRuns.run();
                    deed.run();
                });
    }

    /** Spawns the incarnations of a worker. */
    Spawner of(ProcessPlan plan) {
        return birth -> ProcessIncarnation.spawn(plan, birth, this);
    }
}
