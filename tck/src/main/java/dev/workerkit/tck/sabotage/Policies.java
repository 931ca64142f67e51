package dev.workerkit.tck.sabotage;

import dev.workerkit.Backoff;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Deeds to the policies by which workers are started again. */
final class Policies {

    /** Longer than any verification. */
    static final Duration LONG = Duration.ofMinutes(10);

    private Policies() {}

    static Deed to(UnaryOperator<RestartPolicy> change) {
        return Deed.toSpec(spec -> spec.withRestart(change.apply(spec.restart())));
    }

    /** To those for which this holds. */
    static Deed to(Predicate<RestartPolicy> which, UnaryOperator<RestartPolicy> change) {
        return to(policy -> which.test(policy) ? change.apply(policy) : policy);
    }

    static Deed toDelay(UnaryOperator<Backoff> change) {
        return to(policy -> policy.withDelay(change.apply(policy.delay())));
    }

    static Deed toStartLimit(UnaryOperator<StartLimit> change) {
        return to(policy -> policy.withStartLimit(change.apply(policy.startLimit())));
    }

    /** To the limits that there are. */
    static Deed toIntensity(UnaryOperator<RestartIntensity> change) {
        return to(
                policy -> !policy.intensity().isUnlimited(),
                policy -> policy.withIntensity(change.apply(policy.intensity())));
    }

    /** Whether it restarts by exit code, as by default. */
    static boolean isUsual(RestartPolicy policy) {
        RestartPolicy usual = RestartPolicy.byExitCode();
        return hasCausesOf(usual, policy) && policy.prevent().equals(usual.prevent());
    }

    /** Whether it restarts after the same causes. */
    static boolean hasCausesOf(RestartPolicy known, RestartPolicy policy) {
        return policy.restartOn().equals(known.restartOn());
    }
}
