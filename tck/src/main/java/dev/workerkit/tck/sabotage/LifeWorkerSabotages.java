package dev.workerkit.tck.sabotage;

import dev.workerkit.Launch;
import dev.workerkit.Readiness;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.sabotage.StrayingRuntime.End;
import dev.workerkit.tck.sabotage.worker.Accomplice;
import dev.workerkit.tck.sabotage.worker.BeatKeeping;
import dev.workerkit.tck.sabotage.worker.ManyThreads;
import dev.workerkit.tck.sabotage.worker.ManyThreadsLoop;
import dev.workerkit.tck.sabotage.worker.NeverInitialized;
import dev.workerkit.tck.sabotage.worker.Resting;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Of what goes on in workers, and of how they follow one another. */
final class LifeWorkerSabotages {

    private static final Duration LONG = Duration.ofMinutes(10);

    private LifeWorkerSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "online-anyway",
                        "WRK-LIFE-009",
                        "Takes a worker for ready that has not said so when the time is over",
                        toTold(told -> told.deadline().<Readiness>map(Readiness::after))),
                Sabotage.of(
                        "waits-for-ever-to-be-told",
                        "WRK-LIFE-009",
                        "Waits for a worker to say that it is ready as long as it takes",
                        toTold(told -> Optional.of(Readiness.told(LONG)))),
                Sabotage.of(
                        "gives-half-the-time-to-get-ready",
                        "WRK-LIFE-009",
                        "Kills a worker that is not ready when half of its time is over",
                        toTold(
                                told ->
                                        told.deadline()
                                                .map(time -> Readiness.told(time.dividedBy(2))))),
                Sabotage.of(
                                "starts-beside-a-child-of-the-last-life",
                                "WRK-LIFE-014",
                                "Overlooks a child of an incarnation that ends by itself",
                                StrayingRuntime.findingThemAt(EnumSet.of(End.STOP, End.CLOSE)))
                        .alsoBreaking("WRK-LIFE-004", "WRK-STOP-011"),
                Sabotage.of(
                        "calls-evented-workers-from-many-threads",
                        "WRK-LIFE-015",
                        "Calls an evented worker from a pool of threads",
                        Deed.toSpec(
                                spec ->
                                        Accomplice.around(
                                                spec, EventedWorker.class, ManyThreads.class))),
                Sabotage.of(
                        "never-initializes",
                        "WRK-LIFE-015",
                        "Leaves out the initialization of an evented worker",
                        Deed.toSpec(
                                spec ->
                                        Accomplice.around(
                                                spec,
                                                EventedWorker.class,
                                                NeverInitialized.class))),
                Sabotage.of(
                        "calls-loops-from-many-threads",
                        "WRK-LIFE-015",
                        "Calls each loop of a loop worker from another thread",
                        Deed.toSpec(
                                spec ->
                                        Accomplice.around(
                                                spec, LoopWorker.class, ManyThreadsLoop.class))),
                Sabotage.of(
                        "rests-for-a-loop-time-after-each-loop",
                        "WRK-LIFE-016",
                        "Waits for the loop time from the end of a loop to the begin of the next",
                        Deed.toSpec(spec -> timed(spec, Resting.class))),
                Sabotage.of(
                        "loops-on-a-fixed-beat",
                        "WRK-LIFE-016",
                        "Starts a loop at multiples of the loop time alone",
                        Deed.toSpec(spec -> timed(spec, BeatKeeping.class))),
                Sabotage.of(
                        "loops-too-fast",
                        "WRK-LIFE-016",
                        "Starts the next loop when three quarters of the loop time are over",
                        Deed.toSpec(
                                spec ->
                                        spec.launch() instanceof Launch.JavaWorker java
                                                        && java.loopTime().isPresent()
                                                ? spec.withLoopTime(
                                                        java.loopTime()
                                                                .orElseThrow()
                                                                .multipliedBy(3)
                                                                .dividedBy(4))
                                                : spec)));
    }

    /** What becomes of a worker's wait until it says that it is ready. */
    private interface Wait {
        Optional<Readiness> insteadOf(Readiness.Told told);
    }

    private static Deed toTold(Wait wait) {
        return Deed.toSpec(
                spec ->
                        spec.readiness() instanceof Readiness.Told told
                                ? wait.insteadOf(told).map(spec::withReadiness).orElse(spec)
                                : spec);
    }

    /** A loop worker that keeps the loop time itself, in its own way. */
    private static WorkerSpec timed(WorkerSpec spec, Class<? extends LoopWorker> around) {
        if (!(spec.launch() instanceof Launch.JavaWorker java) || java.loopTime().isEmpty()) {
            return spec;
        }
        WorkerSpec inside = Accomplice.around(spec, LoopWorker.class, around);
        if (!(inside.launch() instanceof Launch.JavaWorker accomplice)) {
            return spec;
        }
        List<Object> arguments = new ArrayList<>(accomplice.arguments());
        arguments.add(java.loopTime().orElseThrow().toMillis());
        return inside.withLaunch(
                new Launch.JavaWorker(
                        accomplice.className(), arguments, Optional.of(Duration.ZERO)));
    }
}
