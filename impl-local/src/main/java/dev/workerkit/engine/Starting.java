package dev.workerkit.engine;

import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.RUNNING;

import dev.workerkit.DesiredState;
import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.WorkerExit;
import java.util.ArrayList;
import java.util.List;

/** The cells of the lifecycle table in which a worker is spawned and becomes ready. */
final class Starting {

    private Starting() {}

    static Step startAfresh(Condition now, Input input, Supervision policy, Moment moment) {
        Condition asked = now.wanted(DesiredState.UP).having(Tries.NONE);
        return spawn(counted(asked, policy, moment), policy, "started");
    }

    static Step startLater(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.waitingToStart().having(Tries.NONE), "waits for what it depends on");
    }

    static Step dependenciesReady(Condition now, Input input, Supervision policy, Moment moment) {
        return now.waiting()
                ? spawn(
                        counted(now, policy, moment),
                        policy,
                        "started, for all that it depends on is ready")
                : new Step.Ignored();
    }

    static Step startAgain(Condition now, Input input, Supervision policy, Moment moment) {
        return spawn(counted(now, policy, moment), policy, "started again");
    }

    /** One more start for an intensity that counts them; recycling counts against no limit. */
    private static Condition counted(Condition now, Supervision policy, Moment moment) {
        RestartIntensity intensity = policy.restart().intensity();
        return intensity.counts() == RestartIntensity.Counts.STARTS
                ? now.having(now.tries().counted(moment.nanos(), intensity))
                : now;
    }

    static Step spawn(Condition now, Supervision policy, String cause) {
        Condition after = now.nextIncarnation();
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.ClearTimers());
        policy.readiness()
                .deadline()
                .ifPresent(
                        limit ->
                                effects.add(
                                        new Effect.SetTimer(
                                                Trigger.NOT_READY_IN_TIME,
                                                after.incarnation(),
                                                limit)));
        effects.add(new Effect.Spawn(after.incarnation()));
        return Rule.taken(after, cause, List.copyOf(effects));
    }

    static Step spawned(Condition now, Input input, Supervision policy, Moment moment) {
        Condition after = now.spawnedAs(input.number());
        if (policy.readiness() instanceof Readiness.Immediate) {
            return run(after, policy, moment, "spawned");
        }
        if (policy.readiness() instanceof Readiness.After alive) {
            return Rule.taken(
                    after,
                    "spawned",
                    new Effect.SetTimer(
                            Trigger.ALIVE_LONG_ENOUGH, now.incarnation(), alive.alive()));
        }
        return Rule.taken(after, "spawned");
    }

    static Step spawnedLate(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.spawnedAs(input.number()), "spawned");
    }

    static Step ready(Condition now, Input input, Supervision policy, Moment moment) {
        return run(now, policy, moment, "ready");
    }

    private static Step run(Condition now, Supervision policy, Moment moment, String cause) {
        Condition after = now.in(RUNNING).readySince(moment.nanos()).having(now.tries().ready());
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.ClearTimers());
        effects.addAll(Working.watched(after, policy));
        policy.recycle()
                .age(moment.chance())
                .ifPresent(
                        age ->
                                effects.add(
                                        new Effect.SetTimer(
                                                Trigger.OLD, after.incarnation(), age)));
        if (now.desired() == DesiredState.PAUSED) {
            // One that was to be paused when its predecessor ended is paused again.
            effects.add(new Effect.AskToPause(after.incarnation()));
        }
        return Rule.taken(after, cause, List.copyOf(effects));
    }

    static Step notReadyInTime(Condition now, Input input, Supervision policy, Moment moment) {
        WorkerExit verdict =
                new WorkerExit.Timeout(
                        "not ready within " + policy.readiness().deadline().orElseThrow());
        return Rule.taken(
                now.in(KILLING).on(Errand.killedFor(verdict)),
                "not ready in time",
                new Effect.ClearTimers(),
                new Effect.Kill(now.incarnation()));
    }
}
