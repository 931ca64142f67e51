package dev.workerkit.tck.conformance;

import dev.workerkit.Capability;
import dev.workerkit.tck.examiner.Declaration;
import dev.workerkit.tck.examiner.Examined;
import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.Pace;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.leak.Leak;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.replay.Replay;
import dev.workerkit.tck.replay.ReplayFile;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Environment;
import dev.workerkit.tck.report.ReportFolder;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.TckVersion;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Verifies what was asked for, side by side where that may be, and judges the requirements by it. A
 * verification that speaks for several requirements is run once. Only {@link #interrupt} may be
 * called from another thread.
 */
public final class ConformanceRun implements Judge {

    private static final Set<Verdict> IS_REPLAYED =
            Set.of(Verdict.FAILED, Verdict.CANT_TELL, Verdict.ERROR);

    /** What is judged by all verifications. */
    static final String NOTHING_IS_LEFT = "WRK-SPI-016";

    private static final String NEITHER =
            "The TCK has neither a verification of it nor a reason why not";

    private final Registry registry;
    private final VerificationCatalog catalog;
    private final Examiner examiner;
    private final Declaration declaration;
    private final RunOptions options;
    private final Lanes lanes;
    private final Duration usualLimit;
    private final RunListener listener;
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();

    /** In the order of the requirements, each with the area that it is first needed for. */
    private final Map<Verification, Area> plan;

    private final Course course;
    private final Map<Area, List<VerificationResult>> found = new HashMap<>();
    private final List<RequirementResult> requirements = new ArrayList<>();
    private final Map<String, Replay> replays = new ConcurrentHashMap<>();
    private volatile boolean interrupted;

    public ConformanceRun(
            Registry registry,
            VerificationCatalog catalog,
            Examiner examiner,
            RunOptions options,
            Lanes lanes,
            Duration usualLimit,
            RunListener listener) {
        this.registry = registry;
        this.catalog = catalog;
        this.examiner = examiner;
        this.declaration = examiner.declaration();
        this.options = options;
        this.lanes = lanes;
        this.usualLimit = usualLimit;
        this.listener = listener;
        this.plan = plan();
        this.course = new Course(plan.keySet(), lanes.count(), this);
    }

    private Map<Verification, Area> plan() {
        Map<Verification, Area> planned = new LinkedHashMap<>();
        for (RegisteredRequirement requirement : registry.requirements()) {
            if (options.asksFor(requirement)) {
                catalog.of(requirement.id())
                        .forEach(each -> planned.putIfAbsent(each, requirement.area()));
            }
        }
        return planned;
    }

    /** Verifies everything that was asked for. */
    public ConformanceReport verifyAll() {
        begin();
        registry.requirements().forEach(this::verify);
        return end();
    }

    public RunOptions options() {
        return options;
    }

    /** To be called before the first requirement. */
    public void begin() {
        listener.begins(plan.size());
        course.begin();
    }

    /**
     * Judges a requirement as soon as all is known of it. To be called once for each, in the order
     * of the registry.
     */
    public RequirementResult verify(RegisteredRequirement requirement) {
        RequirementResult judged = judge(requirement);
        RequirementResult result =
                options.exclusion(requirement.id()).map(judged::excludedBy).orElse(judged);
        requirements.add(result);
        return result;
    }

    /** What its verifications found that is not as it should be. */
    public List<VerificationResult> notPassed(RequirementResult requirement) {
        return plan.keySet().stream()
                .filter(each -> requirement.verifications().contains(each.id()))
                .map(course::result)
                .filter(result -> result.verdict() != Verdict.PASSED)
                .toList();
    }

    /** To be called after the last requirement; earlier, it interrupts what is still running. */
    public ConformanceReport end() {
        if (!course.isOver()) {
            interrupt();
        }
        ConformanceReport report =
                ConformanceReport.of(
                        new ConformanceReport.Subject(
                                TckVersion.current(),
                                registry.version(),
                                registry.profiles(),
                                declaration.description(),
                                Environment.current()),
                        options,
                        started,
                        Duration.ofNanos(System.nanoTime() - startedNanos),
                        interrupted,
                        requirements,
                        plan.keySet().stream().map(course::result).toList());
        listener.ends(report);
        return report;
    }

    /** Of each verification that did not pass, how to do it again. */
    public List<Replay> replays() {
        return List.copyOf(replays.values());
    }

    /** Writes what was found, and how to do it again. */
    public static void write(ConformanceReport report, List<Replay> replays, ReportFolder folder)
            throws IOException {
        folder.write(
                report,
                replays.stream().collect(Collectors.toMap(Replay::verification, Replay::trace)));
        ReplayFile.write(folder.path(), replays);
    }

    /** Gives up the verifications that are running and leaves the rest untested. */
    public void interrupt() {
        interrupted = true;
        examiner.interrupt();
    }

    private RequirementResult judge(RegisteredRequirement requirement) {
        List<Verification> verifications = catalog.of(requirement.id());
        List<String> ids = verifications.stream().map(Verification::id).toList();
        List<VerificationResult> results =
                options.asksFor(requirement)
                        ? verifications.stream().map(course::result).toList()
                        : List.of();
        Optional<String> missing = missing(requirement);
        if (missing.isPresent()) {
            return RequirementResult.of(
                    requirement, Verdict.INAPPLICABLE, missing.orElseThrow(), ids);
        }
        if (!options.asksFor(requirement)) {
            return RequirementResult.of(requirement, Verdict.UNTESTED, "Not asked for", ids);
        }
        if (!results.isEmpty()) {
            RequirementResult found = RequirementResult.of(requirement, results);
            return requirement.id().equals(NOTHING_IS_LEFT) && found.verdict() == Verdict.PASSED
                    ? audited(requirement, ids)
                    : found;
        }
        return registry.reasonUntested(requirement.id())
                .map(why -> RequirementResult.of(requirement, Verdict.UNTESTED, why, ids))
                .orElseGet(() -> RequirementResult.of(requirement, Verdict.ERROR, NEITHER, ids));
    }

    /** Besides what its own verifications look at, all the others may leave nothing either. */
    private RequirementResult audited(RegisteredRequirement requirement, List<String> ids) {
        plan.keySet().forEach(course::result);
        List<Leak> left = interrupted ? List.of() : examiner.leftOver();
        if (left.isEmpty()) {
            return RequirementResult.of(requirement, Verdict.PASSED, null, ids);
        }
        return RequirementResult.of(
                requirement,
                Verdict.FAILED,
                left.stream()
                        .map(Leak::toString)
                        .collect(
                                Collectors.joining(
                                        "; ",
                                        left.size()
                                                + (left.size() == 1 ? " thing is" : " things are")
                                                + " left when all runtimes were closed: ",
                                        "")),
                ids);
    }

    @Override
    public VerificationResult verify(Verification verification) {
        listener.verifies(area(verification), verification);
        return obstacle(verification).orElseGet(() -> attempt(verification, verification.alone()));
    }

    @Override
    public VerificationResult verifyAlone(Verification verification) {
        return obstacle(verification).orElseGet(() -> attempt(verification, true));
    }

    @Override
    public void settled(Verification verification, VerificationResult result) {
        listener.verified(verification, result);
        note(area(verification), result);
    }

    private Area area(Verification verification) {
        return Objects.requireNonNull(plan.get(verification));
    }

    private synchronized void note(Area area, VerificationResult result) {
        List<VerificationResult> ofArea = found.computeIfAbsent(area, any -> new ArrayList<>());
        ofArea.add(result);
        if (ofArea.size() == plan.values().stream().filter(area::equals).count()) {
            listener.finishes(area, List.copyOf(ofArea));
        }
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
            return Optional.of(notRun(verification, Verdict.UNTESTED, Examiner.INTERRUPTED));
        }
        return Optional.ofNullable(declaration.obstacle())
                .map(why -> notRun(verification, Verdict.CANT_TELL, why));
    }

    private VerificationResult attempt(Verification verification, boolean alone) {
        double timeScale = alone ? lanes.timeScaleAlone() : lanes.timeScale();
        Examined examined =
                examiner.verify(verification, Pace.random(options.seed(), timeScale, usualLimit));
        VerificationResult result = examined.result();
        if (IS_REPLAYED.contains(result.verdict())) {
            replays.put(result.id(), replay(alone, timeScale, examined));
        } else {
            replays.remove(result.id());
        }
        return result;
    }

    private Replay replay(boolean alone, double timeScale, Examined examined) {
        VerificationResult result = examined.result();
        return new Replay(
                Replay.FORMAT_VERSION,
                TckVersion.current(),
                registry.version(),
                examiner.declaration().description(),
                Environment.current(),
                result.id(),
                result.requirements(),
                options.seed(),
                timeScale,
                alone ? 1 : lanes.count(),
                result.verdict(),
                Objects.requireNonNullElse(result.message(), result.verdict().word()),
                result.details(),
                result.counterexample(),
                examined.evidence().arguments(),
                examined.evidence().trace());
    }

    private List<RegisteredRequirement> requirements(Verification verification) {
        return verification.requirements().stream()
                .flatMap(id -> registry.find(id).stream())
                .toList();
    }

    private Optional<String> missing(RegisteredRequirement requirement) {
        Collection<String> declared =
                declaration.capabilities().stream().map(Capability::id).collect(Collectors.toSet());
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
