package dev.workerkit.tck.examiner;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.Durations;
import dev.workerkit.tck.RuntimeUnderTest;
import dev.workerkit.tck.harness.Harness;
import dev.workerkit.tck.report.RuntimeDescription;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A runtime that wants to be conformant.
 *
 * @param runtime how to open it
 * @param declaration what is known of it
 */
public record Candidate(RuntimeUnderTest runtime, Declaration declaration) {

    private static final Duration OPENING = Duration.ofSeconds(30);

    /**
     * Refuses a runtime that there is not, or more than once, in this JVM.
     *
     * @throws RuntimeSearchException if so
     */
    public static void require(String name) {
        RuntimeSearch.of(name, FoundProvider.all(), FoundProvider::name)
                .objection()
                .ifPresent(
                        why -> {
                            throw new RuntimeSearchException(why);
                        });
    }

    /** Opens the runtime of this name once, to ask what it declares. */
    public static Candidate named(String name, double timeScale) {
        return new CandidateSource(name).declaring(declaration(name, opening(timeScale)));
    }

    /** Hears of what is behind a harness what it is, and opens it once. */
    public static Candidate behind(Harness harness, double timeScale) {
        return BehindHarness.candidate(harness, timeScale);
    }

    /** How long it may take. */
    static Duration opening(double timeScale) {
        return Duration.ofMillis(Math.round(OPENING.toMillis() * timeScale));
    }

    private static Declaration declaration(String name, Duration limit) {
        CompletableFuture<WorkerRuntimeProvider> provider = new CompletableFuture<>();
        CompletableFuture<Set<Capability>> declared = new CompletableFuture<>();
        Thread thread = new Thread(() -> ask(name, provider, declared), "tck opens " + name);
        thread.setDaemon(true);
        thread.start();
        try {
            Set<Capability> capabilities =
                    declared.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
            Class<?> type = provider.join().getClass();
            return new Declaration(
                    RuntimeDescription.of(
                            name,
                            type.getName(),
                            type.getPackage().getImplementationVersion(),
                            capabilities),
                    capabilities,
                    null);
        } catch (CompletionException e) {
            return Declaration.unopened(
                    name,
                    provider.isDone() ? provider.join().getClass().getName() : "unknown",
                    e.getCause() instanceof TimeoutException
                            ? "no answer within %s; it is at %s"
                                    .formatted(Durations.text(limit), ThreadDump.placeOf(thread))
                            : String.valueOf(e.getCause()));
        }
    }

    private static void ask(
            String name,
            CompletableFuture<WorkerRuntimeProvider> provider,
            CompletableFuture<Set<Capability>> declared) {
        try {
            WorkerRuntimeProvider found = WorkerRuntimes.provider(name);
            provider.complete(found);
            try (@Nullable WorkerRuntime runtime = found.open(RuntimeOptions.defaults())) {
                declared.complete(declared(runtime));
            }
        } catch (RuntimeException | Error e) {
            declared.completeExceptionally(e);
        }
    }

    private static Set<Capability> declared(@Nullable WorkerRuntime runtime) {
        if (runtime == null) {
            throw new WorkerException("the provider's open returned null");
        }
        @Nullable Set<Capability> capabilities = runtime.capabilities();
        if (capabilities == null) {
            throw new WorkerException("its capabilities() returned null");
        }
        return Set.copyOf(capabilities);
    }
}
