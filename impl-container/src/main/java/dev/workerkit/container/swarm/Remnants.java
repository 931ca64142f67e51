package dev.workerkit.container.swarm;

import dev.workerkit.WorkerId;
import dev.workerkit.container.WorkerLabels;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.ServiceSpec;
import dev.workerkit.container.engine.Swarm;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The services and secrets of one worker. Sees to it that no two services are there at once, whatever
 * becomes of what the swarm was asked for.
 */
final class Remnants {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(16);

    private final SwarmWorkers workers;
    private final WorkerId worker;

    /** Whether something may be there that is not known. */
    private boolean unsure;

    Remnants(SwarmWorkers workers, WorkerId worker) {
        this.workers = workers;
        this.worker = worker;
    }

    /** A service that was created, with its secret. */
    record Made(String service, Optional<String> secret) {}

    /**
     * Removes what earlier incarnations may have left.
     *
     * @throws EngineException if it can't be done; the next must not be begun then
     */
    synchronized void clear() {
        if (unsure) {
            remove(found -> true);
        }
    }

    /** By name, for later ones may be there that live. */
    private void remove(Predicate<Swarm.Found> meant) {
        Swarm swarm = workers.swarm();
        Map<String, String> labels =
                Map.of(
                        WorkerLabels.RUNTIME, workers.nameplate().token(),
                        WorkerLabels.WORKER, worker.value());
        swarm.services(labels).stream()
                .filter(meant)
                .forEach(found -> swarm.removeService(found.id()));
        swarm.secrets(labels).stream()
                .filter(meant)
                .forEach(found -> swarm.removeSecret(found.id()));
    }

    /**
     * Creates the next service.
     *
     * @param name of the secret, if there is one
     * @param labels of the secret
     * @param spec of the service, given the id of its secret
     */
    Made create(
            String name,
            Map<String, String> labels,
            Optional<byte[]> secret,
            Function<Optional<String>, ServiceSpec> spec) {
        try {
            Optional<String> kept =
                    secret.map(content -> workers.swarm().createSecret(name, labels, content));
            return new Made(workers.swarm().createService(spec.apply(kept)), kept);
        } catch (RuntimeException e) {
            synchronized (this) {
                // For ever: what a swarm was asked to create may appear much later.
                unsure = true;
            }
            removeLater(Duration.ZERO, () -> remove(found -> found.name().equals(name)));
            throw e;
        }
    }

    /** Removes a service and its secret as soon as the swarm does. */
    void remove(Made made) {
        Runnable removal =
                () -> {
                    workers.swarm().removeService(made.service());
                    made.secret().ifPresent(workers.swarm()::removeSecret);
                };
        try {
            removal.run();
        } catch (EngineException e) {
            removeLater(FIRST_RETRY, removal);
        }
    }

    /** Once the executor is closed this does nothing; all that a runtime made is removed then. */
    private void removeLater(Duration pause, Runnable removal) {
        CompletableFuture.delayedExecutor(
                        pause.toMillis(), TimeUnit.MILLISECONDS, workers.premises().executor())
                .execute(
                        () -> {
                            try {
                                removal.run();
                            } catch (EngineException e) {
                                System.getLogger(Remnants.class.getName())
                                        .log(
                                                System.Logger.Level.WARNING,
                                                "Can't remove a service yet",
                                                e);
                                removeLater(longer(pause), removal);
                            }
                        });
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.isZero() ? FIRST_RETRY : pause.multipliedBy(2);
        return doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    }
}
