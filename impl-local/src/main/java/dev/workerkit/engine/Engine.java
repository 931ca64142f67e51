package dev.workerkit.engine;

import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.LogLine;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Applies the lifecycle to workers: carries out effects, keeps the timers, numbers the events. Used
 * by one thread; with a virtual clock and a simulated launcher it runs without any.
 */
final class Engine {

    /** Takes what a workplace reports from whatever thread to the engine's own. */
    interface Inbox {
        void put(Runnable work);
    }

    private final Clock clock;
    private final RandomGenerator chance;
    private final Inbox inbox;
    private final Consumer<WorkerEvent> events;
    private final Consumer<String> shutDown;
    private final Executor notifier;
    private final Timers timers = new Timers();
    private final Dependencies dependencies = new Dependencies();
    private long sequence;

    /**
     * An engine without workers.
     *
     * @param shutDown is told why, when a worker's end is to shut the runtime down
     * @param notifier completes the futures of callers
     */
    Engine(
            Clock clock,
            RandomGenerator chance,
            Inbox inbox,
            Consumer<WorkerEvent> events,
            Consumer<String> shutDown,
            Executor notifier) {
        this.clock = clock;
        this.chance = chance;
        this.inbox = inbox;
        this.events = events;
        this.shutDown = shutDown;
        this.notifier = notifier;
    }

    /**
     * Takes in a worker, which is NEW, and starts it as soon as all that it depends on is ready.
     *
     * @throws dev.workerkit.SpecException if it depends on a worker that there is not
     */
    void admit(Supervised worker) {
        dependencies.add(worker);
        command(worker, Trigger.START);
    }

    /**
     * Does what a caller asks for.
     *
     * @throws IllegalLifecycleException if the worker's state forbids it
     */
    void command(Supervised worker, Trigger command) {
        Step step = apply(worker, Input.command(command));
        if (step instanceof Step.Refused refused) {
            throw new IllegalLifecycleException(
                    worker.name, command.word(), worker.condition().state(), refused.advice());
        }
    }

    /** When {@link #fireTimers} has something to do next. */
    OptionalLong nextDeadline() {
        return timers.nextDeadline();
    }

    /** Fires the timers that are due. */
    void fireTimers() {
        Optional<Timers.Due> due = timers.takeDue(clock.nanos());
        while (due.isPresent()) {
            apply(due.get().worker(), due.get().input());
            due = timers.takeDue(clock.nanos());
        }
    }

    private Step apply(Supervised worker, Input asked) {
        if (worker.isRemoved()) {
            return new Step.Refused("it was removed; start another");
        }
        Input input = dependencies.gate(worker, asked);
        Moment moment = new Moment(clock.nanos(), chance.nextDouble());
        Step step = Lifecycle.step(worker.condition(), input, worker.policy, moment);
        if (step instanceof Step.Taken taken) {
            take(worker, taken, input);
        }
        return step;
    }

    private void take(Supervised worker, Step.Taken step, Input input) {
        WorkerState before = worker.condition().state();
        if (input.exit().isPresent()) {
            worker.died(step, clock.instant(), input.lastLines());
        }
        boolean changes = step.after().state() != before;
        worker.become(
                step.after(),
                clock.instant(),
                nextStart(step),
                dependencies.unready(worker, step.after()));
        if (changes) {
            publish(worker, before, input.exit(), step.cause());
        }
        for (Effect effect : step.effects()) {
            carryOut(worker, effect);
        }
        worker.goals.reached(worker.snapshot(), notifier);
        if (changes || step.after().waiting()) {
            dependencies.affectedBy(worker).forEach(this::apply);
        }
    }

    private Optional<Instant> nextStart(Step.Taken step) {
        if (step.after().state() != WorkerState.BACKOFF) {
            return Optional.empty();
        }
        return step.effects().stream()
                .filter(effect -> effect instanceof Effect.SetTimer)
                .map(effect -> Nanos.after(clock.instant(), ((Effect.SetTimer) effect).delay()))
                .findAny();
    }

    private void publish(
            Supervised worker, WorkerState before, Optional<WorkerExit> exit, String cause) {
        Condition after = worker.condition();
        events.accept(
                new WorkerEvent(
                        ++sequence,
                        clock.instant(),
                        worker.id,
                        worker.name,
                        after.incarnation(),
                        before,
                        after.state(),
                        exit.isPresent() ? after.lastExit() : Optional.empty(),
                        cause));
    }

    private void carryOut(Supervised worker, Effect effect) {
        Workplace place = worker.workplace;
        if (effect instanceof Effect.Spawn spawn) {
            place.spawn(spawn.incarnation(), new Told(worker));
        } else if (effect instanceof Effect.AskToStop stop) {
            place.askToStop(stop.incarnation(), stop.grace());
        } else if (effect instanceof Effect.Kill kill) {
            place.kill(kill.incarnation());
        } else if (effect instanceof Effect.AskToPause pause) {
            place.pause(pause.incarnation());
        } else if (effect instanceof Effect.AskToResume resume) {
            place.resume(resume.incarnation());
        } else if (effect instanceof Effect.SetTimer timer) {
            timers.set(
                    worker,
                    Input.report(timer.trigger(), timer.incarnation()),
                    clock.nanos() + Nanos.of(timer.delay()));
        } else if (effect instanceof Effect.ClearTimer clear) {
            timers.clear(worker, clear.trigger());
        } else if (effect instanceof Effect.ClearTimers) {
            timers.clear(worker);
        } else if (effect instanceof Effect.Tell tell) {
            inbox.put(() -> apply(worker, tell.input()));
        } else if (effect instanceof Effect.ShutDown down) {
            shutDown.accept("worker '" + worker.name + "': " + down.reason());
        } else if (effect instanceof Effect.Retire) {
            place.retire();
        } else if (effect instanceof Effect.Forget) {
            timers.clear(worker);
            worker.markRemoved();
            dependencies.remove(worker);
            place.forget();
        }
    }

    /** Brings the reports of one worker onto the engine's thread. */
    private final class Told implements Reports {
        private final Supervised worker;

        Told(Supervised worker) {
            this.worker = worker;
        }

        private void tell(Input input) {
            inbox.put(() -> apply(worker, input));
        }

        @Override
        public void spawned(int incarnation, OptionalLong pid) {
            tell(Input.spawned(incarnation, pid));
        }

        @Override
        public void ready(int incarnation) {
            tell(Input.report(Trigger.READY, incarnation));
        }

        @Override
        public void paused(int incarnation) {
            tell(Input.report(Trigger.PAUSED, incarnation));
        }

        @Override
        public void resumed(int incarnation) {
            tell(Input.report(Trigger.RESUMED, incarnation));
        }

        @Override
        public void status(int incarnation, String text) {
            inbox.put(
                    () -> {
                        if (incarnation == worker.condition().incarnation()) {
                            worker.says(text);
                        }
                    });
        }

        @Override
        public void progress(int incarnation, long units) {
            tell(Input.progress(incarnation, units));
        }

        @Override
        public void idle(int incarnation) {
            tell(Input.report(Trigger.IDLE, incarnation));
        }

        @Override
        public void recycle(int incarnation, String reason) {
            tell(Input.recycle(incarnation, reason));
        }

        @Override
        public void ended(int incarnation, WorkerExit exit, List<LogLine> lastLines) {
            tell(Input.ended(incarnation, exit, lastLines));
        }
    }
}
