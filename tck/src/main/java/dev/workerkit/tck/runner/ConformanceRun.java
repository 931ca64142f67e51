package dev.workerkit.tck.runner;

import dev.workerkit.Capability;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Environment;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one requirement after the other and remembers what was found. A verification that speaks
 * for several requirements is run once. Only {@link #interrupt} may be called from another thread.
 */
final class ConformanceRun {

    static final String INTERRUPTED = "The run was interrupted";
    private static final String NEITHER =
            "The TCK has neither a verification of it nor a reason why not";

    private final Registry registry;
    private final VerificationCatalog catalog;
    private final Candidate candidate;
    private final RunOptions options;
    private final Pace pace;
    private final RunListener listener;
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Map<String, VerificationResult> results = new LinkedHashMap<>();
    private final List<RequirementResult> requirements = new ArrayList<>();
    private @Nullable Area area;
    private volatile boolean interrupted;
    private volatile @Nullable Attempt attempt;

    ConformanceRun(
            Registry registry,
            VerificationCatalog catalog,
            Candidate candidate,
            RunOptions options,
            Duration usualLimit,
            RunListener listener) {
        this.registry = registry;
        this.catalog = catalog;
        this.candidate = candidate;
        this.options = options;
        this.pace = new Pace(options.seed(), options.timeScale(), usualLimit);
        this.listener = listener;
    }

    /** Verifies everything that was asked for. */
    ConformanceReport verifyAll() {
        begin();
        registry.requirements().forEach(this::verify);
        return end();
    }

    /** To be called before the first requirement. */
    void begin() {
        listener.begins((int) catalog.verifications().stream().filter(this::isAskedFor).count());
    }

    /** Verifies a requirement. To be called once for each, in the order of the registry. */
    RequirementResult verify(RegisteredRequirement requirement) {
        if (!requirement.area().equals(area)) {
            area = requirement.area();
            listener.reaches(requirement.area());
        }
        RequirementResult result = judge(requirement);
        requirements.add(result);
        return result;
    }

    /** To be called after the last requirement. */
    ConformanceReport end() {
        ConformanceReport report =
                ConformanceReport.of(
                        new ConformanceReport.Subject(
                                TckVersion.current(),
                                registry.version(),
                                candidate.description(),
                                Environment.current()),
                        options,
                        started,
                        Duration.ofNanos(System.nanoTime() - startedNanos),
                        interrupted,
                        requirements,
                        List.copyOf(results.values()));
        listener.ends(report);
        return report;
    }

    /** Gives up the verification that is running and leaves the rest untested. */
    void interrupt() {
        interrupted = true;
        Attempt running = attempt;
        if (running != null) {
            running.cancel();
        }
    }

    private RequirementResult judge(RegisteredRequirement requirement) {
        List<Verification> verifications = catalog.of(requirement.id());
        List<String> ids = verifications.stream().map(Verification::id).toList();
        List<VerificationResult> found =
                options.asksFor(requirement)
                        ? verifications.stream().map(this::result).toList()
                        : List.of();
        Optional<String> missing = missing(requirement);
        if (missing.isPresent()) {
            return RequirementResult.of(
                    requirement, Verdict.INAPPLICABLE, missing.orElseThrow(), ids);
        }
        if (!options.asksFor(requirement)) {
            return RequirementResult.of(requirement, Verdict.UNTESTED, "Not asked for", ids);
        }
        if (!found.isEmpty()) {
            return RequirementResult.of(requirement, found);
        }
        return registry.reasonUntested(requirement.id())
                .map(why -> RequirementResult.of(requirement, Verdict.UNTESTED, why, ids))
                .orElseGet(() -> RequirementResult.of(requirement, Verdict.ERROR, NEITHER, ids));
    }

    private VerificationResult result(Verification verification) {
        VerificationResult known = results.get(verification.id());
        if (known != null) {
            return known;
        }
        listener.verifies(verification);
        VerificationResult result = obstacle(verification).orElseGet(() -> attempt(verification));
        results.put(verification.id(), result);
        listener.verified(verification, result);
        return result;
    }

    private Optional<VerificationResult> obstacle(Verification verification) {
        Optional<String> missing =
                requirements(verification).stream()
                        .flatMap(requirement -> missing(requirement).stream())
                        .findFirst();
        if (missing.isPresent()) {
            return missing.map(why -> notRun(verification, Verdict.INAPPLICABLE, why));
        }
        if (interrupted) {
            return Optional.of(notRun(verification, Verdict.UNTESTED, INTERRUPTED));
        }
        return candidate.obstacle().map(why -> notRun(verification, Verdict.CANT_TELL, why));
    }

    private VerificationResult attempt(Verification verification) {
        Attempt running = new Attempt(verification, candidate.runtime(), pace);
        attempt = running;
        if (interrupted) {
            running.cancel();
        }
        long start = System.nanoTime();
        Finding finding = running.run();
        attempt = null;
        return new VerificationResult(
                verification.id(),
                verification.requirements(),
                finding.verdict(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                finding.message().orElse(null),
                finding.details().orElse(null),
                finding.counterexample().orElse(null));
    }

    private boolean isAskedFor(Verification verification) {
        return requirements(verification).stream().anyMatch(options::asksFor);
    }

    private List<RegisteredRequirement> requirements(Verification verification) {
        return verification.requirements().stream()
                .flatMap(id -> registry.find(id).stream())
                .toList();
    }

    private Optional<String> missing(RegisteredRequirement requirement) {
        Collection<String> declared =
                candidate.runtime().capabilities().stream()
                        .map(Capability::id)
                        .collect(Collectors.toSet());
        List<String> missing =
                requirement.capabilities().stream()
                        .filter(capability -> !declared.contains(capability))
                        .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("The runtime does not declare " + String.join(", ", missing));
    }

    private static VerificationResult notRun(
            Verification verification, Verdict verdict, String why) {
        return VerificationResult.notRun(
                verification.id(), verification.requirements(), verdict, why);
    }
}
