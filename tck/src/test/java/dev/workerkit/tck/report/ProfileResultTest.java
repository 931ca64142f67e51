package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileResultTest {

    private static final RunOptions ALL = RunOptions.everything(42, 1);

    @Test
    void isNotClaimedWhereACapabilityIsNotDeclared() {
        ProfileResult channel = profile("channel", ALL, Map.of());

        assertThat(channel.claimed()).isFalse();
        assertThat(channel.lacking()).containsExactly("channel");
        assertThat(channel.outcome()).isNull();
        assertThat(channel.words()).isEqualTo("not claimed");
    }

    @Test
    void isConformantIfEachOfItsOwnPassed() {
        ProfileResult core = profile("core", ALL, Map.of("WRK-LOG-001", Verdict.FAILED));

        assertThat(core.isConformant()).isTrue();
        assertThat(core.must().of(Verdict.PASSED)).isEqualTo(core.must().total()).isPositive();
        assertThat(core.words()).isEqualTo("conformant");
    }

    @Test
    void isNotConformantIfOneOfItsOwnFailed() {
        ProfileResult core = profile("core", ALL, Map.of("WRK-LIFE-001", Verdict.FAILED));

        assertThat(core.outcome()).isEqualTo(Outcome.NOT_CONFORMANT);
        assertThat(core.inTheWay()).containsExactly("WRK-LIFE-001");
    }

    @Test
    void whatFailedIsInTheWayBeforeWhatNobodyLookedAt() {
        RunOptions exit =
                new RunOptions(List.of("EXIT"), List.of(), List.of(), 42, 1, 1, List.of());
        Map<String, Verdict> failed = Map.of("WRK-EXIT-008", Verdict.FAILED);

        assertThat(profile("core", exit, failed).inTheWay())
                .startsWith("WRK-EXIT-008", "WRK-LIFE-001")
                .hasSizeGreaterThan(12);
        assertThat(new HtmlReport(Reports.of("local", exit, failed), Map.of()).page())
                .containsPattern(
                        "<td class=\"why\"><a href=\"#WRK-EXIT-008\">.*<summary>and \\d+ more");
    }

    @Test
    void isInconclusiveIfOneOfItsOwnWasNotTestedThatCanBe() {
        RequirementResult testable =
                RequirementResult.of(
                        Reports.requirement("WRK-LIFE-001"),
                        Verdict.UNTESTED,
                        "The runtime does not declare log",
                        List.of("A.b"));
        RequirementResult untestable =
                RequirementResult.of(
                        Reports.requirement("WRK-LIFE-001"),
                        Verdict.UNTESTED,
                        "Nobody can",
                        List.of());

        assertThat(core(testable).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(core(testable).inTheWay()).containsExactly("WRK-LIFE-001");
        assertThat(core(untestable).outcome()).isEqualTo(Outcome.CONFORMANT);
    }

    @Test
    void isTestedInPartIfNotAllOfItWasAskedFor() {
        RunOptions life =
                new RunOptions(List.of("LIFE"), List.of(), List.of(), 42, 1, 1, List.of());
        RunOptions pool =
                new RunOptions(List.of("KILL"), List.of(), List.of(), 42, 1, 1, List.of());

        assertThat(profile("core", life, Map.of()).words()).isEqualTo("tested in part");
        assertThat(profile("core", pool, Map.of()).words()).isEqualTo("not looked at");
    }

    @Test
    void aRunOfProfilesComesToTheirConformance() {
        ConformanceReport core = Reports.of("local", asked("core"), Map.of());

        assertThat(core.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(core.headline()).isEqualTo("Conformant to core");
        assertThat(Badge.of(core).message()).startsWith("conformant to core · ");
    }

    @Test
    void aRunOfAProfileThatIsNotClaimedIsInconclusive() {
        ConformanceReport shared = Reports.of("local", asked("shared"), Map.of());

        assertThat(shared.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Sentences.of(shared))
                .isEqualTo(
                        "'local' does not claim the profile shared: it does not declare channel,"
                                + " shared.");
    }

    private static RunOptions asked(String profile) {
        return new RunOptions(List.of(), List.of(), List.of(profile), 42, 1, 1, List.of());
    }

    private static ProfileResult core(RequirementResult only) {
        return ProfileResult.of(Reports.profile("core"), List.of(), ALL, false, List.of(only));
    }

    private static ProfileResult profile(
            String name, RunOptions options, Map<String, Verdict> others) {
        return Reports.of("local", options, others).profiles().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
