package dev.workerkit.engine;

import dev.workerkit.GroupSpec;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** An engine with simulated workers, on one thread, under a clock that the test moves. */
final class SimulatedEngine {

    final List<WorkerEvent> events = new ArrayList<>();
    final List<String> shutDowns = new ArrayList<>();
    final SimulatedGate gate = new SimulatedGate();
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private final VirtualClock clock = new VirtualClock();
    private final Engine engine;
    private int made;

    SimulatedEngine(Duration stopDeadline) {
        engine =
                new Engine(
                        clock,
                        new SplittableRandom(1),
                        inbox::add,
                        events::add,
                        shutDowns::add,
                        Runnable::run,
                        gate,
                        stopDeadline);
    }

    private static final class VirtualClock implements Clock {
        /** Near the overflow of a monotonic clock, which must not matter. */
        private static final long START = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

        private long nanos = START;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos - START);
        }
    }

    /** A worker, and the place where a test plays what it does. */
    record Member(Supervised worker, SimulatedWorkplace place) {

        WorkerState state() {
            return worker.condition().state();
        }
    }

    /** A worker that is NEW, and nobody has started. */
    Member make(WorkerSpec spec) {
        String name = spec.name().orElse("w");
        SimulatedWorkplace place = new SimulatedWorkplace();
        return new Member(
                new Supervised(
                        new WorkerId(name + "-" + ++made), name, spec, place, clock.instant()),
                place);
    }

    /** Starts workers together, in the order of a group. */
    List<Member> start(WorkerSpec... specs) {
        List<Member> members =
                GroupSpec.of("all", specs).startOrder().stream().map(this::make).toList();
        engine.admit(members.stream().map(Member::worker).toList());
        settle();
        return members;
    }

    /** Starts a worker as soon as all that it depends on is ready. */
    void admit(Member member) {
        engine.admit(List.of(member.worker));
    }

    void command(Member member, Trigger command) {
        commandAlone(member, command);
        settle();
    }

    /** Gives a command that overtakes what was reported, unless the gate forbids it. */
    void commandAlone(Member member, Trigger command) {
        if (command == Trigger.START || command == Trigger.RESTART) {
            gate.require(List.of(member.worker.name));
        }
        engine.command(member.worker, command);
    }

    /** Stops them in their order, given that of their start. */
    CompletableFuture<Void> stop(List<Member> members) {
        List<Supervised> reversed = new ArrayList<>(members.stream().map(Member::worker).toList());
        Collections.reverse(reversed);
        CompletableFuture<Void> done = engine.stop(reversed);
        settle();
        return done;
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

    /** The time passes without the engine, as when the machine holds up the master. */
    void leap(Duration time) {
        clock.nanos += time.toNanos();
    }

    /** Whether something is to happen by itself, sooner or later. */
    boolean hasTimers() {
        return engine.nextDeadline().isPresent();
    }

    /** Handles what was reported. */
    void settle() {
        while (!inbox.isEmpty()) {
            inbox.remove().run();
        }
    }
}
