package dev.workerkit;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether and when a worker that ended by itself is started again. Immutable. {@link #decide} is
 * all there is to it, the same for every runtime (WRK-RESTART-001).
 *
 * <p>An exit is clean if it is in {@code success}. It leads to a restart if its cause is in {@code
 * restartOn}, unless it is in {@code prevent}, and in any case if it is in {@code force}. A worker
 * that is not started again has completed if its exit was clean, else it has failed. Under {@link
 * StartLimit#anyExit} an end before the worker is ready is never clean: it leads to a restart unless
 * it is in {@code prevent}. No restart goes beyond the limits.
 *
 * @param restartOn the causes of which a worker is started again
 * @param success exits that are clean
 * @param prevent exits after which it is never started again
 * @param force exits after which it is started again whatever {@code restartOn} says
 * @param delay to wait before a worker that had been ready is started again
 * @param startLimit how often a worker that dies before it is ready is tried again, and when
 * @param intensity how often it is started again
 * @param escalation what its end means for the runtime
 */
public record RestartPolicy(
        Set<ExitCause> restartOn,
        ExitSet success,
        ExitSet prevent,
        ExitSet force,
        Backoff delay,
        StartLimit startLimit,
        RestartIntensity intensity,
        Escalation escalation) {

    private static final ExitSet ZERO = ExitSet.codes(0);

    /** Checks the values. */
    public RestartPolicy {
        restartOn =
                restartOn.isEmpty()
                        ? Set.of()
                        : Collections.unmodifiableSet(EnumSet.copyOf(restartOn));
        if (!prevent.isDisjointFrom(force)) {
            throw new SpecException(
                    "restart.prevent",
                    "prevent, " + prevent + ", and force, " + force + ", have something in common",
                    "each exit can be in one of them only");
        }
    }

    /** For these causes, with no lists, at once, and within the default limits. */
    private static RestartPolicy on(ExitCause... causes) {
        return new RestartPolicy(
                Set.of(causes),
                ZERO,
                ExitSet.none(),
                ExitSet.none(),
                Backoff.none(),
                StartLimit.defaults(),
                RestartIntensity.defaults(),
                Escalation.NONE);
    }

    /**
     * Exit code 0 completes the worker, 2 fails it, everything else starts it again; the default
     * (WRK-EXIT-001 to WRK-EXIT-004).
     */
    public static RestartPolicy byExitCode() {
        return onFailure().withPrevent(ExitSet.codes(2));
    }

    /** Started again however it ended (WRK-EXIT-005). */
    public static RestartPolicy always() {
        return on(ExitCause.values());
    }

    /** Never started again: exit code 0 completes it, everything else fails it (WRK-EXIT-006). */
    public static RestartPolicy never() {
        return on();
    }

    /** Started again unless it ended well. */
    public static RestartPolicy onFailure() {
        return on(EnumSet.complementOf(EnumSet.of(ExitCause.CLEAN)).toArray(ExitCause[]::new));
    }

    /** Started again if it ended otherwise than with an exit code or a clean signal. */
    public static RestartPolicy onAbnormal() {
        return on(
                ExitCause.SIGNAL,
                ExitCause.TIMEOUT,
                ExitCause.OUT_OF_MEMORY,
                ExitCause.WATCHDOG,
                ExitCause.LOST);
    }

    /** Started again if a signal ended it that is not clean. */
    public static RestartPolicy onAbort() {
        return on(ExitCause.SIGNAL);
    }

    /** Started again if it was killed for want of progress. */
    public static RestartPolicy onWatchdog() {
        return on(ExitCause.WATCHDOG);
    }

    /** Started again if it ended well. */
    public static RestartPolicy onSuccess() {
        return on(ExitCause.CLEAN);
    }

    // As the originals do it

    /**
     * As supervisord with its defaults: a process that exits before it counts as started is tried
     * three more times, after one, two and three seconds, whatever its exit; later it is started
     * again unless it exits with 0, at once and without limit. To be used with {@link
     * Readiness#after} of one second: a worker that is ready at once never fails to start, so one
     * that exits at once with another code is started again without delay and without end.
     */
    public static RestartPolicy supervisord() {
        return onFailure()
                .withStartLimit(StartLimit.defaults().withAnyExit())
                .withIntensity(RestartIntensity.unlimited());
    }

    /**
     * As systemd with its defaults: the signals HUP, INT, TERM and PIPE are clean, each start waits
     * 100 ms, and more than five starts in ten seconds fail the worker.
     *
     * @param restart what systemd calls {@code Restart=}, for example {@code on-failure}; one of
     *     {@code no}, {@code always}, {@code on-success}, {@code on-failure}, {@code on-abnormal},
     *     {@code on-abort}, {@code on-watchdog}
     */
    public static RestartPolicy systemd(String restart) {
        Backoff pause = Backoff.constant(Duration.ofMillis(100));
        return named(SYSTEMD, "restart.systemd", restart)
                .withSuccess(ZERO.andSignals("HUP", "INT", "TERM", "PIPE"))
                .withDelay(pause)
                .withStartLimit(StartLimit.unlimited(pause))
                .withIntensity(
                        new RestartIntensity(
                                5, Duration.ofSeconds(10), RestartIntensity.Counts.STARTS));
    }

    /** As Exoscale's worker add-on: 0 stops, 1 restarts, 2 stops as an error. The default. */
    public static RestartPolicy exoscale() {
        return byExitCode();
    }

    /**
     * As comodojo's daemon.
     *
     * @param forever true: whatever ends is started again at once, without limit; false: whatever
     *     ends shuts the runtime down
     */
    public static RestartPolicy comodojoForever(boolean forever) {
        return forever
                ? always().withStartLimit(StartLimit.unlimited(Backoff.none()))
                        .withIntensity(RestartIntensity.unlimited())
                : never().withEscalation(Escalation.ON_END);
    }

    /** As webpaas: whatever ends is started again, for ever; after a second, so as not to spin. */
    public static RestartPolicy webpaas() {
        Backoff pause = Backoff.constant(Duration.ofSeconds(1));
        return always().withDelay(pause)
                .withStartLimit(StartLimit.unlimited(pause))
                .withIntensity(RestartIntensity.unlimited());
    }

    private static final Map<String, Supplier<RestartPolicy>> SYSTEMD = systemdNames();

    private static Map<String, Supplier<RestartPolicy>> systemdNames() {
        Map<String, Supplier<RestartPolicy>> names = new LinkedHashMap<>();
        names.put("no", RestartPolicy::never);
        names.put("always", RestartPolicy::always);
        names.put("on-success", RestartPolicy::onSuccess);
        names.put("on-failure", RestartPolicy::onFailure);
        names.put("on-abnormal", RestartPolicy::onAbnormal);
        names.put("on-abort", RestartPolicy::onAbort);
        names.put("on-watchdog", RestartPolicy::onWatchdog);
        return names;
    }

    private static final Map<String, Supplier<RestartPolicy>> NAMED = allNames();

    private static Map<String, Supplier<RestartPolicy>> allNames() {
        Map<String, Supplier<RestartPolicy>> names = new LinkedHashMap<>();
        names.put("by-exit-code", RestartPolicy::byExitCode);
        names.put("never", RestartPolicy::never);
        names.putAll(SYSTEMD);
        names.remove("no");
        names.put("supervisord", RestartPolicy::supervisord);
        names.put("exoscale", RestartPolicy::exoscale);
        names.put("webpaas", RestartPolicy::webpaas);
        return names;
    }

    /**
     * The policy of this name, for command lines and files: {@code by-exit-code}, {@code never},
     * {@code always}, {@code on-failure} and so on.
     *
     * @throws SpecException if there is none; it names those that there are
     */
    public static RestartPolicy named(String name) {
        return named(NAMED, "restart", name);
    }

    private static RestartPolicy named(
            Map<String, Supplier<RestartPolicy>> names, String field, String name) {
        Supplier<RestartPolicy> policy = names.get(name);
        if (policy == null) {
            throw new SpecException(
                    field,
                    "'" + name + "' is not a restart policy",
                    "use one of " + String.join(", ", names.keySet()));
        }
        return policy.get();
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    // Variations

    /** The same with other exits that are clean. */
    public RestartPolicy withSuccess(ExitSet exits) {
        return new RestartPolicy(
                restartOn, exits, prevent, force, delay, startLimit, intensity, escalation);
    }

    /** The same with other exits after which the worker is never started again. */
    public RestartPolicy withPrevent(ExitSet exits) {
        return new RestartPolicy(
                restartOn, success, exits, force, delay, startLimit, intensity, escalation);
    }

    /** The same with other exits after which the worker is always started again. */
    public RestartPolicy withForce(ExitSet exits) {
        return new RestartPolicy(
                restartOn, success, prevent, exits, delay, startLimit, intensity, escalation);
    }

    /** The same with another delay before a worker that had been ready is started again. */
    public RestartPolicy withDelay(Backoff backoff) {
        return new RestartPolicy(
                restartOn, success, prevent, force, backoff, startLimit, intensity, escalation);
    }

    /** The same with another start limit. */
    public RestartPolicy withStartLimit(StartLimit limit) {
        return new RestartPolicy(
                restartOn, success, prevent, force, delay, limit, intensity, escalation);
    }

    /** The same with another restart intensity. */
    public RestartPolicy withIntensity(RestartIntensity limit) {
        return new RestartPolicy(
                restartOn, success, prevent, force, delay, startLimit, limit, escalation);
    }

    /** The same with another meaning of the worker's end for the runtime. */
    public RestartPolicy withEscalation(Escalation meaning) {
        return new RestartPolicy(
                restartOn, success, prevent, force, delay, startLimit, intensity, meaning);
    }

    // The decision

    /** What this policy takes an exit for. */
    public ExitCause causeOf(WorkerExit exit) {
        if (success.contains(exit)) {
            return ExitCause.CLEAN;
        }
        if (exit instanceof WorkerExit.Code) {
            return ExitCause.CODE;
        }
        if (exit instanceof WorkerExit.Signal) {
            return ExitCause.SIGNAL;
        }
        if (exit instanceof WorkerExit.Timeout) {
            return ExitCause.TIMEOUT;
        }
        if (exit instanceof WorkerExit.OutOfMemory) {
            return ExitCause.OUT_OF_MEMORY;
        }
        if (exit instanceof WorkerExit.Watchdog) {
            return ExitCause.WATCHDOG;
        }
        return exit instanceof WorkerExit.StartFailure ? ExitCause.NOT_STARTED : ExitCause.LOST;
    }

    /**
     * What becomes of a worker: a pure function, defined for all arguments (WRK-RESTART-001).
     *
     * @param exit how the incarnation ended
     * @param desired what is wanted of the worker
     * @param history what was before
     * @param chance 0 to 1, what jitter goes by
     */
    public RestartDecision decide(
            WorkerExit exit, DesiredState desired, RestartHistory history, double chance) {
        if (desired == DesiredState.DOWN) {
            return new RestartDecision.Stop();
        }
        boolean failedStart = !history.wasReady() && startLimit.anyExit();
        if (prevent.contains(exit) || !failedStart && !restartsAfter(exit)) {
            return causeOf(exit) == ExitCause.CLEAN && !failedStart
                    ? new RestartDecision.Complete()
                    : new RestartDecision.Fail(exit.describe());
        }
        return history.wasReady()
                ? afterReady(exit, history, chance)
                : beforeReady(exit, history, chance);
    }

    private boolean restartsAfter(WorkerExit exit) {
        return force.contains(exit) || restartOn.contains(causeOf(exit));
    }

    private RestartDecision afterReady(WorkerExit exit, RestartHistory history, double chance) {
        if (isTooOften(history)) {
            return tooOften(exit);
        }
        boolean stable = history.uptime().compareTo(delay.resetAfter()) >= 0;
        int attempt = stable ? 1 : next(history.restarts());
        return new RestartDecision.Restart(delay.delay(attempt, chance));
    }

    private RestartDecision beforeReady(WorkerExit exit, RestartHistory history, double chance) {
        String reason = "died before it was ready: " + exit.describe();
        if (history.failedStarts() >= startLimit.retries()) {
            return new RestartDecision.Fail(
                    reason
                            + (startLimit.retries() == 0
                                    ? "; no retry is allowed"
                                    : "; start limit reached"));
        }
        if (intensity.counts() == RestartIntensity.Counts.STARTS && isTooOften(history)) {
            return tooOften(exit);
        }
        return new RestartDecision.Restart(
                startLimit.delay().delay(next(history.failedStarts()), chance));
    }

    private static int next(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }

    private boolean isTooOften(RestartHistory history) {
        long within =
                history.ages().stream()
                        .filter(age -> age.compareTo(intensity.window()) < 0)
                        .count();
        return within >= intensity.restarts();
    }

    private static RestartDecision tooOften(WorkerExit exit) {
        return new RestartDecision.Fail(exit.describe() + "; restart intensity reached");
    }
}
