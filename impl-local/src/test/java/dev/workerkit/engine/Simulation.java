package dev.workerkit.engine;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.List;

/** A simulated engine with one worker, which is NEW at first. */
final class Simulation {

    private final SimulatedEngine engine =
            new SimulatedEngine(RuntimeOptions.defaults().stopDeadline());
    private final SimulatedEngine.Member member;
    final List<WorkerEvent> events = engine.events;
    final List<String> shutDowns = engine.shutDowns;
    final SimulatedWorkplace place;
    final Supervised worker;

    Simulation(WorkerSpec spec) {
        member = engine.make(spec);
        place = member.place();
        worker = member.worker();
    }

    void command(Trigger command) {
        engine.command(member, command);
    }

    /** Lets the time pass; timers fire at their own instants on the way. */
    void pass(Duration time) {
        engine.pass(time);
    }

    /** The time passes while the engine stands still. */
    void leap(Duration time) {
        engine.leap(time);
    }

    /** Handles what was reported. */
    void settle() {
        engine.settle();
    }

    WorkerState state() {
        return worker.snapshot().state();
    }
}
