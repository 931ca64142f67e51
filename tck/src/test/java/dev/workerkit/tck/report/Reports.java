package dev.workerkit.tck.report;

import dev.workerkit.Capability;
import dev.workerkit.tck.registry.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Makes reports. */
final class Reports {

    private static final String EVIL = "</pre><script>alert(\"1\")</script>&amp;\u0000";

    private Reports() {}

    /** One in which each text that is not the TCK's own is hostile. */
    static ConformanceReport hostile() {
        return of(
                List.of(),
                new VerificationResult(
                        "Evil<b>.is",
                        List.of("WRK-LIFE-001"),
                        Verdict.FAILED,
                        12,
                        EVIL,
                        EVIL,
                        new Counterexample("7", 3, List.of(EVIL, "stop"))));
    }

    /** One of this verification. */
    static ConformanceReport of(List<String> areas, VerificationResult verification) {
        Registry registry = Registry.load();
        return ConformanceReport.of(
                new ConformanceReport.Subject(
                        "1",
                        registry.version(),
                        RuntimeDescription.of(
                                EVIL, EVIL, EVIL, Set.of(Capability.JAVA, Capability.COMMAND)),
                        new Environment(EVIL, EVIL, EVIL, EVIL, 2, 512)),
                new RunOptions(areas, List.of(), 42, 1, List.of()),
                Instant.parse("2026-01-01T12:00:00Z"),
                Duration.ofSeconds(3),
                false,
                registry.requirements().stream()
                        .map(
                                requirement ->
                                        verification.requirements().contains(requirement.id())
                                                ? RequirementResult.of(
                                                        requirement, List.of(verification))
                                                : RequirementResult.of(
                                                        requirement,
                                                        Verdict.UNTESTED,
                                                        "because",
                                                        List.of()))
                        .toList(),
                List.of(verification));
    }
}
