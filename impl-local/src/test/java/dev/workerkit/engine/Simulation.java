package dev.workerkit.engine;

import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** An engine with one simulated worker, on one thread, under a clock that the test moves. */
final class Simulation {

    final SimulatedWorkplace place = new SimulatedWorkplace();
    final List<WorkerEvent> events = new ArrayList<>();
    final List<String> shutDowns = new ArrayList<>();
    final Supervised worker;
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private final VirtualClock clock = new VirtualClock();
    private final Engine engine =
            new Engine(
                    clock,
                    new SplittableRandom(1),
                    inbox::add,
                    events::add,
                    shutDowns::add,
                    Runnable::run);

    Simulation(WorkerSpec spec) {
        worker = new Supervised(new WorkerId("w-1"), "w", spec, place, clock.instant());
    }

    private static final class VirtualClock implements Clock {
        /** Near the overflow of a monotonic clock, which must not matter. */
        private long nanos = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }
    }

    void command(Trigger command) {
        engine.command(worker, command);
        settle();
    }

    /** Lets the time pass; timers fire at their own instants on the way. */
    void pass(Duration time) {
        long end = clock.nanos + time.toNanos();
        while (engine.nextDeadline().isPresent() && engine.nextDeadline().getAsLong() - end <= 0) {
            long deadline = engine.nextDeadline().getAsLong();
            clock.nanos = deadline - clock.nanos > 0 ? deadline : clock.nanos;
            engine.fireTimers();
            settle();
        }
        clock.nanos = end;
    }

    /** Handles what was reported. */
    void settle() {
        while (!inbox.isEmpty()) {
            inbox.remove().run();
        }
    }

    WorkerState state() {
        return worker.snapshot().state();
    }
}
