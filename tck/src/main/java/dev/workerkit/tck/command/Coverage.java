package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Level;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is verified of the specification.
 *
 * @param requirements those that were asked for, in its order
 * @param reported whether a report tells what was found
 */
record Coverage(List<Covered> requirements, boolean reported) {

    /**
     * A requirement.
     *
     * @param requirement itself
     * @param verifications the ids of those that speak for it
     * @param reason why it has none, if that is on purpose
     * @param found what a report knows of it, if there is one that knows it
     */
    record Covered(
            RegisteredRequirement requirement,
            List<String> verifications,
            Optional<String> reason,
            Optional<RequirementResult> found) {

        boolean isVerified() {
            return !verifications.isEmpty();
        }

        /** Whether nobody knows why it has no verification. */
        boolean isGap() {
            return !isVerified() && reason.isEmpty();
        }
    }

    static Coverage of(
            Registry registry,
            VerificationCatalog catalog,
            RunOptions asked,
            Optional<ConformanceReport> report) {
        Map<String, RequirementResult> found =
                report.stream()
                        .flatMap(present -> present.requirements().stream())
                        .collect(Collectors.toMap(RequirementResult::id, Function.identity()));
        return new Coverage(
                registry.requirements().stream()
                        .filter(asked::asksFor)
                        .map(
                                requirement ->
                                        new Covered(
                                                requirement,
                                                catalog.of(requirement.id()).stream()
                                                        .map(Verification::id)
                                                        .toList(),
                                                registry.reasonUntested(requirement.id()),
                                                Optional.ofNullable(found.get(requirement.id()))))
                        .toList(),
                report.isPresent());
    }

    /** Each MUST that has neither a verification nor a reason. */
    List<Covered> gaps() {
        return requirements.stream()
                .filter(covered -> covered.requirement().level() == Level.MUST)
                .filter(Covered::isGap)
                .toList();
    }
}
