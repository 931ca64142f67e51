package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;

import dev.workerkit.Launch;
import dev.workerkit.Readiness;
import dev.workerkit.Watchdog;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import dev.workerkit.tck.sabotage.worker.ControlTap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Of watchdogs that sleep, and of those that bite whom they should leave alone. */
final class WatchSabotages {

    private WatchSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "never-bites",
                        "WRK-WATCH-001",
                        "Does not kill a worker that makes no progress",
                        toLimit(spec -> true, limit -> Policies.LONG)),
                Sabotage.of(
                        "bites-too-early",
                        "WRK-WATCH-001",
                        "Kills a worker that makes no progress at half its limit",
                        toLimit(spec -> true, limit -> limit.dividedBy(2))),
                Sabotage.of(
                        "tells-a-bite-as-sigkill",
                        "WRK-WATCH-001",
                        "Tells the signal that it killed a worker with, and not the reason",
                        Deed.toExit(
                                exit ->
                                        exit instanceof WorkerExit.Watchdog
                                                ? new WorkerExit.Signal(9)
                                                : exit)),
                Sabotage.of(
                        "watches-no-java-worker",
                        "WRK-WATCH-002",
                        "Takes a Java worker for well as long as its JVM is",
                        toLimit(WatchSabotages::isJava, limit -> Policies.LONG)),
                Sabotage.of(
                        "takes-the-wait-for-a-loop-for-work",
                        "WRK-WATCH-003",
                        "Kills a Java worker that waits for messages or its next loop",
                        biting(spec -> isJava(spec) && !loopsBeforeItsLimit(spec))),
                Sabotage.of(
                        "takes-any-heartbeat-for-progress",
                        "WRK-WATCH-004",
                        "Spares a command that tells again and again that nothing moved on",
                        toLimit(WatchSabotages::isTelling, limit -> Policies.LONG)),
                Sabotage.of(
                        "takes-no-heartbeat-for-rest",
                        "WRK-WATCH-004",
                        "Kills a command that tells that it is idle",
                        Deed.toSpec(CtrlSabotages.tapped(ControlTap.Fault.DEAF_TO_IDLE))),
                Sabotage.of(
                        "bites-what-is-paused",
                        "WRK-WATCH-005",
                        "Kills a paused worker because it makes no progress",
                        Deed.toWorker(WatchSabotages::watchedWhilePaused)),
                Sabotage.of(
                        "bites-what-works-for-long",
                        "WRK-WATCH-006",
                        "Kills a Java worker that does one unit after another",
                        biting(spec -> isJava(spec) && loopsBeforeItsLimit(spec))));
    }

    private static boolean isJava(WorkerSpec spec) {
        return spec.launch() instanceof Launch.JavaWorker;
    }

    /** Whether it is a command that speaks the control protocol. */
    private static boolean isTelling(WorkerSpec spec) {
        return !isJava(spec) && spec.readiness() instanceof Readiness.Told;
    }

    private static boolean loopsBeforeItsLimit(WorkerSpec spec) {
        return spec.launch() instanceof Launch.JavaWorker java
                && java.loopTime()
                        .flatMap(time -> spec.watchdog().map(dog -> time.compareTo(dog.limit())))
                        .filter(longer -> longer <= 0)
                        .isPresent();
    }

    private static Deed toLimit(Predicate<WorkerSpec> which, UnaryOperator<Duration> change) {
        return Deed.toSpec(
                spec ->
                        which.test(spec)
                                ? spec.watchdog()
                                        .map(dog -> Watchdog.after(change.apply(dog.limit())))
                                        .map(spec::withWatchdog)
                                        .orElse(spec)
                                : spec);
    }

    /** Kills workers when their limit is over, whatever they do. */
    private static Deed biting(Predicate<WorkerSpec> which) {
        return Deed.toWorker(
                worker -> {
                    if (which.test(worker.spec())) {
                        worker.ready().thenRun(() -> bite(worker, RUNNING));
                    }
                    return worker;
                });
    }

    private static void bite(Worker worker, WorkerState state) {
        worker.spec()
                .watchdog()
                .ifPresent(
                        dog ->
                                Background.after(
                                        dog.limit(),
                                        () -> {
                                            if (worker.state() == state) {
                                                worker.kill();
                                            }
                                        }));
    }

    private static Worker watchedWhilePaused(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> pause() {
                return super.pause().whenComplete((paused, thrown) -> bite(delegate(), PAUSED));
            }
        };
    }
}
