package dev.workerkit.tck.report;

import dev.workerkit.Capability;
import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.registry.Profile;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes reports. */
public final class Reports {

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
                        new Counterexample("7", 3, List.of(EVIL, "stop")),
                        List.of(),
                        null,
                        null));
    }

    /** One of a runtime of this name that passes everything but these requirements. */
    public static ConformanceReport of(String runtime, Map<String, Verdict> others) {
        return of(runtime, RunOptions.everything(42, 1), others);
    }

    /** One that was asked for like this. */
    public static ConformanceReport of(
            String runtime, RunOptions options, Map<String, Verdict> others) {
        return ConformanceReport.of(
                new ConformanceReport.Subject(
                        "0.1",
                        Registry.load().version(),
                        Registry.load().profiles(),
                        RuntimeDescription.of(
                                runtime, "org.example." + runtime, "1.2", Set.of(Capability.JAVA)),
                        new Environment("17", "Example", "Linux 6", "amd64", 2, 512)),
                options,
                Instant.parse("2026-01-01T12:00:00Z"),
                Duration.ofSeconds(3),
                false,
                Registry.load().requirements().stream()
                        .map(requirement -> result(requirement, options, others))
                        .toList(),
                List.of());
    }

    private static RequirementResult result(
            RegisteredRequirement requirement, RunOptions options, Map<String, Verdict> others) {
        Verdict verdict =
                options.asksFor(requirement)
                        ? others.getOrDefault(requirement.id(), Verdict.PASSED)
                        : Verdict.UNTESTED;
        RequirementResult result =
                RequirementResult.of(
                        requirement,
                        verdict == Verdict.EXCLUDED ? Verdict.FAILED : verdict,
                        verdict == Verdict.PASSED ? null : "it is " + verdict.word(),
                        List.of("Some.verification"));
        return verdict == Verdict.EXCLUDED ? result.excludedBy(exclusion(requirement)) : result;
    }

    private static Exclusion exclusion(RegisteredRequirement requirement) {
        return new Exclusion(
                requirement.id(),
                "Too strict",
                URI.create("https://example.org/7"),
                LocalDate.parse("2027-01-01"));
    }

    /** The requirement of this id. */
    static RegisteredRequirement requirement(String id) {
        return Registry.load().find(id).orElseThrow();
    }

    /** The profile of this name. */
    static Profile profile(String name) {
        return Registry.load().profiles().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** One of this verification. */
    static ConformanceReport of(List<String> areas, VerificationResult verification) {
        Registry registry = Registry.load();
        return ConformanceReport.of(
                new ConformanceReport.Subject(
                        "1",
                        registry.version(),
                        registry.profiles(),
                        RuntimeDescription.of(
                                EVIL, EVIL, EVIL, Set.of(Capability.JAVA, Capability.COMMAND)),
                        new Environment(EVIL, EVIL, EVIL, EVIL, 2, 512)),
                new RunOptions(areas, List.of(), List.of(), 42, 1, 1, List.of()),
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
