package dev.workerkit.engine;

import dev.workerkit.Backoff;
import dev.workerkit.Readiness;
import dev.workerkit.Recycle;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.StopPolicy;
import dev.workerkit.Watchdog;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What workers may be, and how they may end. */
final class Chance {

    private Chance() {}

    static WorkerSpec spec(RandomGenerator random) {
        WorkerSpec spec =
                WorkerSpec.command("true")
                        .withReadiness(readiness(random))
                        .withRestart(policy(random))
                        .withStop(StopPolicy.withGrace(upTo(random, 3000)));
        if (random.nextBoolean()) {
            spec = spec.withWatchdog(Watchdog.after(upTo(random, 2000).plusMillis(100)));
        }
        if (random.nextBoolean()) {
            spec = spec.withRecycle(Recycle.never().afterAge(upTo(random, 5000).plusMillis(1)));
        }
        return spec;
    }

    private static Readiness readiness(RandomGenerator random) {
        Duration time = Duration.ofSeconds(1 + random.nextInt(5));
        return switch (random.nextInt(3)) {
            case 0 -> Readiness.immediate();
            case 1 -> Readiness.after(time);
            default -> Readiness.told(time);
        };
    }

    private static RestartPolicy policy(RandomGenerator random) {
        List<String> names = RestartPolicy.names();
        RestartPolicy policy = RestartPolicy.named(names.get(random.nextInt(names.size())));
        return switch (random.nextInt(4)) {
            case 0 -> policy;
            case 1 -> RestartPolicy.systemd("on-failure");
            case 2 -> RestartPolicy.comodojoForever(random.nextBoolean());
            default ->
                    policy.withStartLimit(new StartLimit(random.nextInt(4), upTo(random, 2000)))
                            .withDelay(
                                    Backoff.linear(upTo(random, 1000))
                                            .withJitter(random.nextDouble()))
                            .withIntensity(
                                    new RestartIntensity(
                                            random.nextInt(6),
                                            Duration.ofSeconds(1 + random.nextInt(20))));
        };
    }

    static Duration upTo(RandomGenerator random, int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    static WorkerExit exit(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new WorkerExit.Signal(9);
            case 2 -> new WorkerExit.Signal(15);
            case 3 ->
                    random.nextBoolean()
                            ? new WorkerExit.OutOfMemory()
                            : new WorkerExit.StartFailure("chance");
            default -> new WorkerExit.Code(random.nextInt(4));
        };
    }
}
