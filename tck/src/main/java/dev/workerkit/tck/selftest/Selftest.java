package dev.workerkit.tck.selftest;

import dev.workerkit.Capability;
import dev.workerkit.tck.conformance.Course;
import dev.workerkit.tck.examiner.Candidate;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Level;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Environment;
import dev.workerkit.tck.report.Fate;
import dev.workerkit.tck.report.KillMatrix;
import dev.workerkit.tck.report.SabotageResult;
import dev.workerkit.tck.report.SabotagedRequirement;
import dev.workerkit.tck.report.TckVersion;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import dev.workerkit.tck.sabotage.Sabotage;
import dev.workerkit.tck.sabotage.Unsabotaged;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proves the verifications: runs them on the runtime as it is, and then those of each requirement on
 * the same runtime with that requirement broken, where they must fail. Only {@link #interrupt} may
 * be called from another thread.
 */
public final class Selftest {

    private static final Comparator<Verification> BESIDE_FIRST =
            Comparator.comparing(Verification::alone)
                    .thenComparing(each -> each.engine().equals("jqwik"));

    private final Registry registry;
    private final VerificationCatalog catalog;
    private final Candidate candidate;
    private final SelftestPlan plan;
    private final SelftestListener listener;
    private final Outings outings;
    private final Set<String> declared;
    private final WholeRuntime whole;

    public Selftest(
            Registry registry,
            VerificationCatalog catalog,
            Candidate candidate,
            SelftestPlan plan,
            SelftestListener listener) {
        this.registry = registry;
        this.catalog = catalog;
        this.candidate = candidate;
        this.plan = plan;
        this.listener = listener;
        this.outings = new Outings(plan.seed(), plan.lanes());
        this.whole = new WholeRuntime(candidate, outings, plan.usualLimit());
        this.declared =
                candidate.runtime().capabilities().stream()
                        .map(Capability::id)
                        .collect(Collectors.toSet());
    }

    /** Puts every sabotage to trial. */
    public KillMatrix run() {
        Instant started = Instant.now();
        long start = System.nanoTime();
        verifyWhole();
        List<Trial> trials = plan.sabotages().stream().map(this::trial).toList();
        new Trials(trials, plan.lanes().count(), this::goOn).run();
        trials.forEach(Trial::giveUp);
        KillMatrix matrix =
                matrix(
                        started,
                        Duration.ofNanos(System.nanoTime() - start),
                        trials.stream().map(Trial::result).toList());
        listener.ends(matrix);
        return matrix;
    }

    /** Gives up what is running. */
    public void interrupt() {
        outings.interrupt();
    }

    private void verifyWhole() {
        List<Verification> needed =
                plan.sabotages().stream()
                        .flatMap(sabotage -> verifications(sabotage.requirement()).stream())
                        .distinct()
                        .toList();
        listener.begins(needed.size(), plan.sabotages().size());
        Course course = new Course(needed, plan.lanes().count(), whole);
        course.begin();
        listener.triesBegin(
                needed.stream()
                        .map(course::result)
                        .filter(result -> result.verdict() != Verdict.PASSED)
                        .toList());
    }

    private Trial trial(Sabotage sabotage) {
        Trial trial = newTrial(sabotage);
        if (trial.next().isEmpty()) {
            listener.ends(trial.result());
        }
        return trial;
    }

    private Trial newTrial(Sabotage sabotage) {
        RegisteredRequirement broken = registry.find(sabotage.requirement()).orElseThrow();
        if (!applies(broken)) {
            return Trial.over(
                    sabotage, Fate.INAPPLICABLE, "It breaks what the runtime does not declare");
        }
        List<Verification> own = verifications(broken.id());
        List<Verification> proving =
                own.stream()
                        .filter(whole::passes)
                        .sorted(BESIDE_FIRST.thenComparing(whole::duration))
                        .toList();
        if (proving.isEmpty()) {
            return Trial.over(
                    sabotage,
                    own.isEmpty() ? Fate.SURVIVED : Fate.UNPROVEN,
                    own.isEmpty()
                            ? "The requirement has no verification"
                            : "No verification of the requirement passes on the runtime as it is");
        }
        List<Verification> others =
                catalog.verifications().stream()
                        .filter(each -> !own.contains(each) && isNear(each, sabotage))
                        .filter(this::applies)
                        .filter(each -> !each.alone() && !each.engine().equals("jqwik"))
                        .toList();
        return new Trial(sabotage, proving, others);
    }

    /** Whether it might notice: it is of the same area, or of what is broken too. */
    private boolean isNear(Verification verification, Sabotage sabotage) {
        String area = sabotage.requirement().replaceAll("\\d+$", "");
        return verification.requirements().stream()
                .anyMatch(id -> id.startsWith(area) || sabotage.alsoBreaks().contains(id));
    }

    private void goOn(Trial trial) {
        Verification verification = trial.next().orElseThrow();
        VerificationResult found =
                outings.broken(
                        verification,
                        new Candidate(
                                trial.sabotage().in(candidate.runtime()), candidate.declaration()),
                        whole.duration(verification));
        boolean proves =
                found.verdict() == Verdict.FAILED
                        && !outings.interrupted()
                        && whole.passes(verification);
        trial.found(found, proves);
        if (outings.interrupted()) {
            trial.giveUp();
        }
        if (trial.next().isEmpty()) {
            listener.ends(trial.result());
        }
    }

    private boolean applies(RegisteredRequirement requirement) {
        return declared.containsAll(requirement.capabilities());
    }

    private boolean applies(Verification verification) {
        return verification.requirements().stream()
                .flatMap(id -> registry.find(id).stream())
                .allMatch(this::applies);
    }

    private List<Verification> verifications(String requirement) {
        return catalog.of(requirement).stream().filter(this::applies).toList();
    }

    private KillMatrix matrix(Instant started, Duration duration, List<SabotageResult> results) {
        return KillMatrix.of(
                new ConformanceReport.Subject(
                        TckVersion.current(),
                        registry.version(),
                        registry.profiles(),
                        candidate.declaration().description(),
                        Environment.current()),
                plan.seed(),
                plan.lanes().timeScale(),
                started,
                duration,
                outings.interrupted(),
                plan.requirements().stream().map(each -> row(each, results)).toList(),
                results);
    }

    private SabotagedRequirement row(
            RegisteredRequirement requirement, List<SabotageResult> results) {
        List<SabotageResult> own =
                results.stream()
                        .filter(result -> result.requirement().equals(requirement.id()))
                        .toList();
        if (!own.isEmpty()) {
            return SabotagedRequirement.of(requirement, own);
        }
        if (!applies(requirement)) {
            return SabotagedRequirement.without(
                    requirement, Fate.INAPPLICABLE, "The runtime does not declare what it needs");
        }
        return excuse(requirement)
                .map(why -> SabotagedRequirement.without(requirement, Fate.EXCUSED, why))
                .orElseGet(
                        () ->
                                SabotagedRequirement.without(
                                        requirement,
                                        Fate.UNSABOTAGED,
                                        "Nothing breaks it, and unsabotaged.json has no reason"));
    }

    private Optional<String> excuse(RegisteredRequirement requirement) {
        return Unsabotaged.reason(requirement.id())
                .or(() -> registry.reasonUntested(requirement.id()))
                .or(
                        () ->
                                requirement.level() == Level.MUST
                                        ? Optional.empty()
                                        : Optional.of("A " + requirement.level() + " needs none"));
    }
}
