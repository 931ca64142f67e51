package dev.workerkit.tck.sabotage;

import dev.workerkit.Backoff;
import dev.workerkit.ExitCause;
import dev.workerkit.ExitSet;
import dev.workerkit.RestartPolicy;
import dev.workerkit.WorkerExit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Of the policies by which workers are started again. */
final class RestartSabotages {

    private RestartSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "takes-on-abnormal-for-on-failure",
                        "WRK-RESTART-001",
                        "Does under ON_ABNORMAL what it does under ON_FAILURE",
                        Policies.to(
                                policy -> Policies.hasCausesOf(RestartPolicy.onAbnormal(), policy),
                                policy ->
                                        withCauses(policy, RestartPolicy.onFailure().restartOn()))),
                Sabotage.of(
                        "has-a-policy-of-its-own",
                        "WRK-RESTART-001",
                        "Restarts by exit code whatever the policy, as it knows no other",
                        Policies.to(
                                policy ->
                                        withCauses(
                                                policy, RestartPolicy.byExitCode().restartOn()))),
                Sabotage.of(
                        "ignores-prevent",
                        "WRK-RESTART-002",
                        "Starts a worker again after an exit that is in prevent",
                        Policies.to(
                                policy -> !Policies.isUsual(policy),
                                policy -> policy.withPrevent(ExitSet.none()))),
                Sabotage.of(
                        "ignores-force",
                        "WRK-RESTART-002",
                        "Does not start a worker again after an exit that is in force",
                        Policies.to(policy -> policy.withForce(ExitSet.none()))),
                Sabotage.of(
                        "takes-0-alone-for-success",
                        "WRK-RESTART-002",
                        "Takes an exit that is in success for a failure unless it is 0",
                        Policies.to(policy -> policy.withSuccess(ExitSet.codes(0)))),
                Sabotage.of(
                        "takes-exits-above-128-for-signals",
                        "WRK-RESTART-003",
                        "Restarts after the exit code that a shell makes of a signal as after that",
                        Policies.to(
                                policy ->
                                        policy.restartOn().contains(ExitCause.SIGNAL)
                                                && !policy.restartOn().contains(ExitCause.CODE),
                                policy ->
                                        policy.withForce(
                                                policy.force()
                                                        .andCodes(
                                                                IntStream.range(129, 160)
                                                                        .toArray())))),
                Sabotage.of(
                        "finds-no-signals-in-lists",
                        "WRK-RESTART-003",
                        "Looks for codes alone in the lists of a policy",
                        Policies.to(
                                policy ->
                                        policy.withSuccess(codesOf(policy.success()))
                                                .withPrevent(codesOf(policy.prevent()))
                                                .withForce(codesOf(policy.force())))),
                Sabotage.of(
                        "restarts-without-delay",
                        "WRK-RESTART-004",
                        "Starts a worker again at once, whatever delay its policy gives",
                        Policies.toDelay(delay -> Backoff.none())),
                Sabotage.of(
                        "never-restarts-at-once",
                        "WRK-RESTART-004",
                        "Waits a second before a restart for which no delay is given",
                        Policies.toDelay(
                                delay ->
                                        delay.first().isZero()
                                                ? Backoff.constant(Duration.ofSeconds(1))
                                                : delay)),
                Sabotage.of(
                        "never-lets-delays-grow",
                        "WRK-RESTART-005",
                        "Waits before each restart as long as before the first",
                        Policies.toDelay(delay -> Backoff.constant(delay.first()))),
                Sabotage.of(
                        "lets-delays-grow-beyond-the-cap",
                        "WRK-RESTART-005",
                        "Lets a delay grow on that has reached its cap",
                        Policies.toDelay(RestartSabotages::withHigherCap)),
                Sabotage.of(
                        "never-forgives",
                        "WRK-RESTART-005",
                        "Lets delays grow on after a worker has run for long",
                        Policies.toDelay(delay -> delay.withResetAfter(Policies.LONG))),
                Sabotage.of(
                        "forgives-at-once",
                        "WRK-RESTART-005",
                        "Begins with the first delay again however short a worker has run",
                        Policies.toDelay(delay -> delay.withResetAfter(Duration.ofNanos(1)))),
                Sabotage.of(
                        "tells-a-late-start-as-sigkill",
                        "WRK-RESTART-007",
                        "Tells the signal that it killed a worker with that was not ready in time",
                        Deed.toExit(
                                exit ->
                                        exit instanceof WorkerExit.Timeout
                                                ? new WorkerExit.Signal(9)
                                                : exit)),
                Sabotage.of(
                        "judges-a-late-start-by-its-signal",
                        "WRK-RESTART-007",
                        "Restarts after a late start what is to be restarted after a signal",
                        Policies.to(
                                policy -> policy.restartOn().contains(ExitCause.SIGNAL),
                                policy -> {
                                    Set<ExitCause> causes = new HashSet<>(policy.restartOn());
                                    causes.add(ExitCause.TIMEOUT);
                                    return withCauses(policy, causes);
                                })));
    }

    private static RestartPolicy withCauses(RestartPolicy policy, Set<ExitCause> causes) {
        return new RestartPolicy(
                causes,
                policy.success(),
                policy.prevent(),
                policy.force(),
                policy.delay(),
                policy.startLimit(),
                policy.intensity(),
                policy.escalation());
    }

    /** Grows at the same pace for twice as long. */
    private static Backoff withHigherCap(Backoff delay) {
        double growth = (double) delay.cap().toMillis() / Math.max(1, delay.first().toMillis());
        return switch (delay.growth()) {
            case CONSTANT -> delay;
            case LINEAR -> delay.withCap(Policies.LONG);
            case EXPONENTIAL ->
                    new Backoff(
                            delay.growth(),
                            delay.first(),
                            Duration.ofMillis(Math.round(delay.cap().toMillis() * growth)),
                            delay.steps() * 2,
                            delay.jitter(),
                            delay.resetAfter());
        };
    }

    private static ExitSet codesOf(ExitSet exits) {
        return new ExitSet(exits.codes(), Set.of());
    }
}
