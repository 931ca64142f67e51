package dev.workerkit.tck.runner;

import dev.workerkit.Capability;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.Durations;
import dev.workerkit.tck.RuntimeUnderTest;
import dev.workerkit.tck.report.RuntimeDescription;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A runtime that wants to be conformant.
 *
 * @param runtime how to open it
 * @param description for the report
 * @param obstacle why nothing can be told of it, if it can't even be opened
 */
record Candidate(
        RuntimeUnderTest runtime, RuntimeDescription description, Optional<String> obstacle) {

    private static final Duration OPENING = Duration.ofSeconds(30);

    /** Opens the runtime of this name once, to ask what it declares. */
    static Candidate named(String name, double timeScale) {
        Duration limit = Duration.ofMillis(Math.round(OPENING.toMillis() * timeScale));
        CompletableFuture<Set<Capability>> declared = new CompletableFuture<>();
        Thread thread = new Thread(() -> ask(name, declared), "tck opens " + name);
        thread.setDaemon(true);
        thread.start();
        try {
            return of(
                    name,
                    declared.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join(),
                    Optional.empty());
        } catch (CompletionException e) {
            String why =
                    e.getCause() instanceof TimeoutException
                            ? "no answer within " + Durations.text(limit)
                            : String.valueOf(e.getCause());
            return of(
                    name,
                    EnumSet.allOf(Capability.class),
                    Optional.of("The runtime can't be opened: " + why));
        }
    }

    private static void ask(String name, CompletableFuture<Set<Capability>> declared) {
        try (WorkerRuntime runtime = WorkerRuntimes.open(name)) {
            declared.complete(Set.copyOf(runtime.capabilities()));
        } catch (RuntimeException | Error e) {
            declared.completeExceptionally(e);
        }
    }

    private static Candidate of(
            String name, Set<Capability> capabilities, Optional<String> obstacle) {
        Optional<Class<?>> provider = provider(name);
        return new Candidate(
                new RuntimeUnderTest(
                        name, capabilities, () -> WorkerRuntimes.provider(name), List.of()),
                RuntimeDescription.of(
                        name,
                        provider.map(Class::getName).orElse("unknown"),
                        provider.map(type -> type.getPackage().getImplementationVersion())
                                .orElse(null),
                        obstacle.isPresent() ? Set.of() : capabilities),
                obstacle);
    }

    private static Optional<Class<?>> provider(String name) {
        return ServiceLoader.load(WorkerRuntimeProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .<Class<?>>map(Object::getClass)
                .findFirst();
    }
}
