package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which sabotages the verifications noticed: how well the TCK itself is proven.
 *
 * @param schemaVersion of the form
 * @param tckVersion of the TCK
 * @param specVersion of the specification
 * @param runtime that was broken
 * @param environment the machine
 * @param seed of all random choices
 * @param timeScale by which deadlines were multiplied
 * @param started when
 * @param durationMillis how long it took
 * @param interrupted whether not all was done
 * @param exitCode what the command line exits with
 * @param requirements those that were asked for, in the order of the specification
 * @param sabotages theirs
 */
public record KillMatrix(
        String schemaVersion,
        String tckVersion,
        String specVersion,
        RuntimeDescription runtime,
        Environment environment,
        long seed,
        double timeScale,
        Instant started,
        long durationMillis,
        boolean interrupted,
        int exitCode,
        List<SabotagedRequirement> requirements,
        List<SabotageResult> sabotages) {

    /** The form that {@code killmatrix.schema.json} describes. */
    public static final String SCHEMA_VERSION = "1.0";

    private static final int INCONCLUSIVE = 2;

    /** Keeps copies of the lists. */
    public KillMatrix {
        requirements = List.copyOf(requirements);
        sabotages = List.copyOf(sabotages);
    }

    /** Of a run that is over. */
    public static KillMatrix of(
            ConformanceReport.Subject subject,
            long seed,
            double timeScale,
            Instant started,
            Duration duration,
            boolean interrupted,
            List<SabotagedRequirement> requirements,
            List<SabotageResult> sabotages) {
        return new KillMatrix(
                SCHEMA_VERSION,
                subject.tckVersion(),
                subject.specVersion(),
                subject.runtime(),
                subject.environment(),
                seed,
                timeScale,
                started,
                duration.toMillis(),
                interrupted,
                exitCode(interrupted, requirements),
                requirements,
                sabotages);
    }

    private static int exitCode(boolean interrupted, List<SabotagedRequirement> requirements) {
        int worst =
                requirements.stream()
                        .map(SabotagedRequirement::fate)
                        .min(Comparator.naturalOrder())
                        .map(Fate::exitCode)
                        .orElse(0);
        return worst == 0 && interrupted ? INCONCLUSIVE : worst;
    }

    /** How many sabotages came to this. */
    public int count(Fate fate) {
        return (int) sabotages.stream().filter(result -> result.fate() == fate).count();
    }

    /** Those sabotages that apply to the runtime. */
    @JsonIgnore
    public List<SabotageResult> applying() {
        return sabotages.stream().filter(each -> each.fate() != Fate.INAPPLICABLE).toList();
    }

    /** Requirements that came to this. */
    public List<SabotagedRequirement> requirements(Fate fate) {
        return requirements.stream().filter(each -> each.fate() == fate).toList();
    }

    /** For example: 250 of 252 sabotages of 'local' were killed; 2 survived. */
    @JsonIgnore
    public String sentence() {
        String rest =
                Stream.of(Fate.values())
                        .filter(fate -> fate.exitCode() != 0 && fate != Fate.UNSABOTAGED)
                        .filter(fate -> count(fate) > 0)
                        .map(fate -> ", " + count(fate) + " " + fate.word())
                        .reduce("", String::concat);
        int unsabotaged = requirements(Fate.UNSABOTAGED).size();
        return "%d of %s of '%s' were killed by the requirement that they break%s%s.%s"
                .formatted(
                        count(Fate.KILLED),
                        Counted.of(applying().size(), "sabotage"),
                        runtime.name(),
                        rest,
                        unsabotaged == 0
                                ? ""
                                : "; "
                                        + Counted.of(unsabotaged, "MUST requirement")
                                        + " without any",
                        interrupted ? " The run was interrupted." : "");
    }

    Duration duration() {
        return Duration.ofMillis(durationMillis);
    }
}
