package dev.workerkit.tck.comparison;

import dev.workerkit.tck.report.RequirementResult;
import java.util.Optional;

/**
 * What became of a requirement.
 *
 * @param direction which way it went
 * @param before what was known of it, if it was there
 * @param after what is known of it, if it is there
 */
public record Change(
        Direction direction,
        Optional<RequirementResult> before,
        Optional<RequirementResult> after) {

    static Change of(Optional<RequirementResult> before, Optional<RequirementResult> after) {
        Direction direction =
                before.isEmpty()
                        ? Direction.NEW
                        : after.isEmpty()
                                ? Direction.GONE
                                : Direction.of(
                                        before.orElseThrow().verdict(),
                                        after.orElseThrow().verdict());
        return new Change(direction, before, after);
    }

    /** What is known of it last. */
    public RequirementResult latest() {
        return after.or(() -> before).orElseThrow();
    }
}
