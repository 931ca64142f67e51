package dev.workerkit.engine;

import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.LogLine;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Applies the lifecycle to workers: carries out effects, keeps the timers, numbers the events. Used
 * by one thread; with a virtual clock and a simulated launcher it runs without any.
 */
final class Engine {

    /** Takes what a workplace reports from whatever thread to the engine's own. */
    interface Inbox {
        void put(Runnable work);
    }

    /** A timer that fires later than this was not late by itself. */
    private static final long HELD_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Clock clock;
    private final RandomGenerator chance;
    private final Inbox inbox;
    private final Consumer<WorkerEvent> events;
    private final Consumer<String> shutDown;
    private final Executor notifier;
    private final StartGate gate;
    private final Timers timers = new Timers();
    private final Dependencies dependencies;
    private final List<OrderedStop> stops = new ArrayList<>();

    /** What a step means to other workers; done after it, for chains of them may be long. */
    private final Deque<Runnable> consequences = new ArrayDeque<>();

    private long sequence;

    /**
     * An engine without workers.
     *
     * @param shutDown is told why, when a worker's end is to shut the runtime down
     * @param notifier completes the futures of callers
     * @param gate may hold up what is to be spawned
     * @param stopDeadline the longest that workers may take to be stopped in their order
     */
    Engine(
            Clock clock,
            RandomGenerator chance,
            Inbox inbox,
            Consumer<WorkerEvent> events,
            Consumer<String> shutDown,
            Executor notifier,
            StartGate gate,
            Duration stopDeadline) {
        this.clock = clock;
        this.chance = chance;
        this.inbox = inbox;
        this.events = events;
        this.shutDown = shutDown;
        this.notifier = notifier;
        this.gate = gate;
        this.dependencies = new Dependencies(stopDeadline);
    }

    /**
     * Takes in workers, which are NEW, all or none, and starts each as soon as all that it depends on
     * is ready, and the gate lets it.
     *
     * @param workers each after those that it depends on
     * @throws dev.workerkit.SpecException if one depends on a worker that there is not, or can't be
     *     stopped within the deadline
     */
    void admit(List<Supervised> workers) {
        dependencies.add(workers);
        workers.forEach(worker -> command(worker, Trigger.START));
    }

    /**
     * Stops workers, each once all those among them that depend on it have ended.
     *
     * @param workers each before those that it depends on
     * @return completes when all have ended
     */
    CompletableFuture<Void> stop(List<Supervised> workers) {
        List<Supervised> present = workers.stream().filter(each -> !each.isRemoved()).toList();
        OrderedStop stop = new OrderedStop(present, dependencies);
        stops.add(stop);
        ask(stop, stop.first());
        settleIfDone(stop);
        haveConsequences();
        return stop.done();
    }

    /**
     * Removes workers, all or none.
     *
     * @param workers each before those that it depends on
     * @throws IllegalLifecycleException if one has not ended, or one that stays depends on it
     */
    void remove(List<Supervised> workers) {
        for (Supervised worker : workers) {
            if (!worker.isAtRest()) {
                throw refusal(worker, Trigger.REMOVE, "stop it first");
            }
            Set<Supervised> others = new LinkedHashSet<>(dependencies.dependents(worker));
            workers.forEach(others::remove);
            if (!others.isEmpty()) {
                throw refusal(worker, Trigger.REMOVE, neededBy(others));
            }
        }
        workers.forEach(worker -> command(worker, Trigger.REMOVE));
    }

    private void ask(OrderedStop stop, List<Supervised> workers) {
        for (Supervised worker : workers) {
            applyAlone(worker, Input.command(Trigger.STOP));
            if (worker.isAtRest()) {
                consequences.add(() -> hasEnded(stop, worker));
            }
        }
    }

    private void hasEnded(OrderedStop stop, Supervised worker) {
        ask(stop, stop.ended(worker));
        settleIfDone(stop);
    }

    private void settleIfDone(OrderedStop stop) {
        if (stop.isDone() && stops.remove(stop)) {
            notifier.execute(() -> stop.done().complete(null));
        }
    }

    /**
     * Does what a caller asks for.
     *
     * @throws IllegalLifecycleException if the worker's state forbids it
     */
    void command(Supervised worker, Trigger command) {
        Step step = apply(worker, Input.command(command));
        if (step instanceof Step.Refused refused) {
            throw refusal(worker, command, refused.advice());
        }
    }

    private static IllegalLifecycleException refusal(
            Supervised worker, Trigger command, String advice) {
        return new IllegalLifecycleException(
                worker.name, command.word(), worker.condition().state(), advice);
    }

    /** When {@link #fireTimers} has something to do next. */
    OptionalLong nextDeadline() {
        return timers.nextDeadline();
    }

    /** Fires the timers that are due. */
    void fireTimers() {
        Optional<Timers.Due> due = timers.takeDue(clock.nanos());
        while (due.isPresent()) {
            fire(due.get());
            due = timers.takeDue(clock.nanos());
        }
    }

    private void fire(Timers.Due due) {
        long late = clock.nanos() - due.deadline();
        if (due.input().trigger() == Trigger.NO_PROGRESS && late > HELD_UP_NANOS) {
            // It was the master that stood still: heartbeats may only wait to be heard. The worker
            // gets back the time that the master lost.
            timers.set(due.worker(), due.input(), clock.nanos() + late);
        } else {
            apply(due.worker(), due.input());
        }
    }

    private Step apply(Supervised worker, Input input) {
        Step step = applyAlone(worker, input);
        haveConsequences();
        return step;
    }

    private void haveConsequences() {
        for (Runnable next = consequences.poll(); next != null; next = consequences.poll()) {
            next.run();
        }
    }

    private Step applyAlone(Supervised worker, Input input) {
        if (worker.isRemoved()) {
            return new Step.Refused("it was removed; start another");
        }
        boolean ready = dependencies.unready(worker).isEmpty();
        Moment moment = new Moment(clock.nanos(), chance.nextDouble(), ready, Optional.empty());
        Step step = Lifecycle.step(worker.condition(), input, worker.policy, moment);
        if (!(step instanceof Step.Taken taken)) {
            return step;
        }
        Set<Supervised> dependents = dependencies.dependents(worker);
        if (input.trigger() == Trigger.REMOVE && !dependents.isEmpty()) {
            return new Step.Refused(neededBy(dependents));
        }
        if (taken.spawns() || taken.renews()) {
            return takeIfLet(worker, taken, input, moment);
        }
        take(worker, taken, input, StartGate.Permit.NONE);
        return taken;
    }

    private Step takeIfLet(Supervised worker, Step.Taken step, Input input, Moment moment) {
        StartGate.Answer answer = gate.ask(worker.name);
        if (answer instanceof StartGate.Granted granted) {
            if (!step.spawns()) {
                // Its successor is asked for again.
                granted.permit().close();
            }
            take(worker, step, input, granted.permit());
            return step;
        }
        Moment refused = moment.refused((StartGate.Refused) answer);
        Step other = Lifecycle.step(worker.condition(), input, worker.policy, refused);
        if (other instanceof Step.Taken waits) {
            take(worker, waits, input, StartGate.Permit.NONE);
        }
        return other;
    }

    private static String neededBy(Set<Supervised> dependents) {
        return dependents.stream()
                .map(each -> "'" + each.name + "'")
                .collect(Collectors.joining(", ", "remove those first that depend on it: ", ""));
    }

    private void take(Supervised worker, Step.Taken step, Input input, StartGate.Permit permit) {
        WorkerState before = worker.condition().state();
        boolean waited = worker.condition().waiting();
        if (input.exit().isPresent()) {
            worker.died(step, clock.instant(), input.lastLines());
        }
        boolean changes = step.after().state() != before;
        worker.become(
                step.after(),
                clock.instant(),
                nextStart(step),
                step.after().waiting() ? dependencies.unready(worker) : List.of());
        if (changes) {
            publish(worker, before, input.exit(), step.cause());
        }
        for (Effect effect : step.effects()) {
            carryOut(worker, effect, permit);
        }
        worker.goals.reached(worker.snapshot(), notifier);
        if (step.after().waiting()) {
            consequences.add(() -> reconsider(worker));
        }
        // A failure is for good only for one that does not wait to be started again.
        if (changes || waited != step.after().waiting()) {
            dependencies
                    .dependents(worker)
                    .forEach(each -> consequences.add(() -> reconsider(each)));
        }
        if (worker.isAtRest()) {
            stops.forEach(stop -> consequences.add(() -> hasEnded(stop, worker)));
        }
    }

    /** It may have to wait no more, or for fewer. */
    private void reconsider(Supervised worker) {
        if (worker.condition().waiting() && !worker.isRemoved()) {
            worker.waitsFor(dependencies.unready(worker));
            dependencies
                    .endOfWaiting(worker)
                    .filter(input -> !isHeldUp(worker, input))
                    .ifPresent(input -> applyAlone(worker, input));
        }
    }

    /** That all is ready is nothing new to one that waits to be let in; it asks in its own time. */
    private static boolean isHeldUp(Supervised worker, Input input) {
        return input.trigger() == Trigger.DEPENDENCIES_READY
                && worker.condition().forbidden().isPresent();
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

    private void carryOut(Supervised worker, Effect effect, StartGate.Permit permit) {
        Workplace place = worker.workplace;
        if (effect instanceof Effect.Spawn spawn) {
            spawn(worker, spawn.incarnation(), permit);
        } else if (effect instanceof Effect.AskToStop stop) {
            place.askToStop(stop.incarnation(), stop.grace());
        } else if (effect instanceof Effect.Kill kill) {
            place.kill(kill.incarnation());
        } else if (effect instanceof Effect.Diagnose diagnose) {
            place.diagnose(diagnose.incarnation());
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
        } else if (effect instanceof Effect.HeldUp heldUp) {
            place.heldUp(worker.condition().incarnation(), heldUp.reason());
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

    private void spawn(Supervised worker, int incarnation, StartGate.Permit permit) {
        try {
            worker.workplace.spawn(incarnation, new Told(worker, permit));
        } catch (RuntimeException | Error e) {
            permit.close();
            throw e;
        }
    }

    /** Brings the reports of one incarnation onto the engine's thread. */
    private final class Told implements Reports {
        private final Supervised worker;
        private final StartGate.Permit permit;

        Told(Supervised worker, StartGate.Permit permit) {
            this.worker = worker;
            this.permit = permit;
        }

        private void tell(Input input) {
            inbox.put(() -> apply(worker, input));
        }

        @Override
        public void spawned(int incarnation, OptionalLong pid) {
            permit.close();
            tell(Input.spawned(incarnation, pid));
        }

        @Override
        public void ready(int incarnation) {
            tell(Input.report(Trigger.READY, incarnation));
        }

        @Override
        public void probeSucceeded(int incarnation) {
            tell(Input.report(Trigger.PROBE_SUCCEEDED, incarnation));
        }

        @Override
        public void probeFailed(int incarnation, String reason) {
            tell(Input.probeFailed(incarnation, reason));
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
            permit.close();
            tell(Input.ended(incarnation, exit, lastLines));
        }
    }
}
