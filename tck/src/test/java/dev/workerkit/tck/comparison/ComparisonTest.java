package dev.workerkit.tck.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Reports;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final ConformanceReport ALL_PASSED = Reports.of("local", Map.of());

    @ParameterizedTest
    @CsvSource({
        "PASSED, PASSED, SAME",
        "FAILED, PASSED, BETTER",
        "UNTESTED, PASSED, BETTER",
        "EXCLUDED, PASSED, BETTER",
        "PASSED, FAILED, WORSE",
        "PASSED, EXCLUDED, WORSE",
        "PASSED, UNTESTED, WORSE",
        "PASSED, INAPPLICABLE, WORSE",
        "PASSED, CANT_TELL, WORSE",
        "INAPPLICABLE, FAILED, WORSE",
        "UNTESTED, EXCLUDED, WORSE",
        "FAILED, EXCLUDED, CHANGED",
        "EXCLUDED, FAILED, CHANGED",
        "FAILED, UNTESTED, CHANGED",
        "FAILED, INAPPLICABLE, CHANGED",
        "CANT_TELL, ERROR, CHANGED"
    })
    void onlyWhatPassesIsBetter(Verdict before, Verdict after, Direction direction) {
        assertThat(Direction.of(before, after)).isEqualTo(direction);
    }

    @Test
    void tellsWhatGotWorseAndBetter() {
        Comparison comparison =
                Comparison.of(
                        Reports.of("local", Map.of("WRK-LIFE-001", Verdict.FAILED)),
                        Reports.of("local", Map.of("WRK-LIFE-003", Verdict.FAILED)));

        assertThat(ids(comparison, Direction.BETTER)).containsExactly("WRK-LIFE-001");
        assertThat(ids(comparison, Direction.WORSE)).containsExactly("WRK-LIFE-003");
        assertThat(comparison.leftOut()).isZero();
    }

    @Test
    void tellsWhatIsNewAndGone() {
        Comparison comparison = Comparison.of(without(0), without(1));

        assertThat(ids(comparison, Direction.NEW)).containsExactly("WRK-LIFE-001");
        assertThat(ids(comparison, Direction.GONE)).containsExactly("WRK-LIFE-002");
        assertThat(ids(comparison, Direction.WORSE)).isEmpty();
    }

    @Test
    void leavesOutWhatOneRunWasNotAskedFor() {
        RunOptions pools =
                new RunOptions(List.of("POOL"), List.of(), List.of(), 42, 1, 1, List.of());
        Comparison comparison = Comparison.of(ALL_PASSED, Reports.of("local", pools, Map.of()));

        assertThat(ids(comparison, Direction.WORSE)).isEmpty();
        assertThat(comparison.changes())
                .allMatch(change -> change.latest().area().code().equals("POOL"))
                .hasSize(ALL_PASSED.requirements().size() - comparison.leftOut());
    }

    private static List<String> ids(Comparison comparison, Direction direction) {
        return comparison.of(direction).stream().map(change -> change.latest().id()).toList();
    }

    /** All but that at this place. */
    private static ConformanceReport without(int place) {
        List<RequirementResult> rest = new ArrayList<>(ALL_PASSED.requirements());
        rest.remove(place);
        return new ConformanceReport(
                ALL_PASSED.schemaVersion(),
                ALL_PASSED.tckVersion(),
                ALL_PASSED.specVersion(),
                ALL_PASSED.runtime(),
                ALL_PASSED.environment(),
                ALL_PASSED.started(),
                ALL_PASSED.durationMillis(),
                ALL_PASSED.options(),
                ALL_PASSED.interrupted(),
                ALL_PASSED.outcome(),
                ALL_PASSED.summary(),
                ALL_PASSED.profiles(),
                rest,
                ALL_PASSED.verifications());
    }
}
