package dev.workerkit.engine;

import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import java.time.Duration;

/** What of a worker's spec the lifecycle goes by. */
record Supervision(
        Readiness readiness,
        RestartPolicy restart,
        StartLimit startLimit,
        RestartIntensity intensity,
        Duration grace) {

    /** What becomes of a worker that ended by itself. */
    enum Fate {
        COMPLETE,
        RESTART,
        FAIL
    }

    static Supervision of(WorkerSpec spec) {
        return new Supervision(
                spec.readiness(),
                spec.restart(),
                spec.startLimit(),
                spec.intensity(),
                spec.stop().grace());
    }

    /** The policy's decision, limits apart. */
    Fate fateAfter(WorkerExit exit) {
        int code = exit instanceof WorkerExit.Code told ? told.code() : -1;
        return switch (restart) {
            case ALWAYS -> Fate.RESTART;
            case NEVER -> code == 0 ? Fate.COMPLETE : Fate.FAIL;
            case BY_EXIT_CODE -> code == 0 ? Fate.COMPLETE : code == 2 ? Fate.FAIL : Fate.RESTART;
        };
    }
}
