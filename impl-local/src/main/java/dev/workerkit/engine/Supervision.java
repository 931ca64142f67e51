package dev.workerkit.engine;

import dev.workerkit.Readiness;
import dev.workerkit.Recycle;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Watchdog;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import java.util.Optional;

/** What of a worker's spec the lifecycle goes by. */
record Supervision(
        Readiness readiness,
        RestartPolicy restart,
        Optional<Watchdog> watchdog,
        Recycle recycle,
        Duration grace) {

    static Supervision of(WorkerSpec spec) {
        return new Supervision(
                spec.readiness(),
                spec.restart(),
                spec.watchdog(),
                spec.recycle(),
                spec.stop().grace());
    }
}
