package dev.workerkit.tck.examiner;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerException;
import dev.workerkit.tck.RuntimeUnderTest;
import dev.workerkit.tck.harness.Harness;
import dev.workerkit.tck.harness.HarnessHello;
import dev.workerkit.tck.report.RuntimeDescription;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The runtime behind a harness as a candidate. */
final class BehindHarness {

    /** Within which a harness introduces itself, on a usual machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Harness harness;

    private BehindHarness(Harness harness) {
        this.harness = harness;
    }

    /** Hears what it is, and opens it once. */
    static Candidate candidate(Harness harness, double timeScale) {
        return new BehindHarness(harness)
                .candidate(Duration.ofMillis(Math.round(PATIENCE.toMillis() * timeScale)));
    }

    private Candidate candidate(Duration patience) {
        Optional<HarnessHello> hello = Optional.empty();
        try {
            hello = Optional.of(harness.hello(patience));
            String name = hello.orElseThrow().name();
            harness.provider(name).open(RuntimeOptions.defaults()).close();
            return of(name, declaration(hello.orElseThrow()));
        } catch (WorkerException e) {
            String name = hello.map(HarnessHello::name).orElse("unknown");
            Declaration unopened =
                    Declaration.unopened(name, "harness", String.valueOf(e.getMessage()));
            return of(
                    name,
                    new Declaration(
                            unopened.description().behind(harness.line()),
                            unopened.capabilities(),
                            unopened.obstacle()));
        }
    }

    private Declaration declaration(HarnessHello hello) {
        return new Declaration(
                RuntimeDescription.of(
                                hello.name(),
                                "harness",
                                hello.version().orElse(null),
                                hello.capabilities())
                        .behind(harness.line()),
                Set.copyOf(hello.capabilities()),
                null);
    }

    private Candidate of(String name, Declaration declaration) {
        return new Candidate(
                new RuntimeUnderTest(
                        name,
                        declaration.capabilities(),
                        () -> harness.provider(name),
                        harness.settings(),
                        false),
                declaration);
    }
}
