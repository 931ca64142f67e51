package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Exiting;
import dev.workerkit.tck.fixture.NeverReady;
import dev.workerkit.tck.fixture.Polite;
import dev.workerkit.tck.fixture.Stubborn;
import java.time.Duration;

/**
 * The workers that most verifications need: scripts, which start in no time, or Java classes where
 * the runtime runs nothing else.
 */
final class Workers {

    /** Long enough not to matter in a verification. */
    static final Duration LONG = Duration.ofMinutes(10);

    private Workers() {}

    /** Exits at once with the code. */
    static WorkerSpec exiting(int code) {
        return runsScripts() ? script("exit " + code) : WorkerSpec.of(Exiting.class, code);
    }

    /** Ends at once by a signal. */
    static WorkerSpec dyingBy(int signal) {
        return script(Scripts.dyingBy(signal));
    }

    /** Lives until it is told to stop; {@code armed} when it has begun. */
    static WorkerSpec lasting() {
        return runsScripts() ? script(Scripts.lasting()) : polite(0, Duration.ZERO);
    }

    /** Told to stop it works for a time and exits with the code; {@code armed} when it can. */
    static WorkerSpec polite(int code, Duration work) {
        return runsScripts()
                ? script(Scripts.polite(code, work))
                : WorkerSpec.of(Polite.class, code, work.toMillis());
    }

    /** Does not end by itself, whatever it is told; {@code armed} when it can withstand. */
    static WorkerSpec stubborn() {
        return runsScripts() ? script(Scripts.stubborn()) : WorkerSpec.of(Stubborn.class);
    }

    /** Never says that it is ready, although it should. */
    static WorkerSpec neverReady(Duration timeout) {
        WorkerSpec spec =
                runsScripts() ? script(Scripts.lasting()) : WorkerSpec.of(NeverReady.class);
        return spec.withReadiness(Readiness.told(timeout));
    }

    /** The same worker with a name, which is ready when it has lived for the time. */
    static WorkerSpec readyAfter(Duration alive, String name, WorkerSpec spec) {
        return spec.withName(name).withReadiness(Readiness.after(alive));
    }

    /** Exits at once with the code, without having said that it is ready, as it should have. */
    static WorkerSpec dyingUnready(int code) {
        return script("exit " + code).withReadiness(Readiness.told(LONG));
    }

    /** The same worker, but started again so often at most. */
    static WorkerSpec startedAgain(WorkerSpec spec, int times) {
        return spec.withRestart(spec.restart().withIntensity(new RestartIntensity(times, LONG)));
    }

    /** Runs a script. */
    static WorkerSpec script(String script) {
        if (Stage.can(Capability.COMMAND)) {
            return WorkerSpec.command("/bin/sh", "-c", script);
        }
        Stage.assumeCan(Capability.SHELL);
        return WorkerSpec.shell(script);
    }

    /** Whether the runtime runs them at all. */
    static boolean runsScripts() {
        return Stage.can(Capability.COMMAND) || Stage.can(Capability.SHELL);
    }
}
