package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TckTest {

    @Test
    void helps() {
        CommandLineRun help = CommandLineRun.of("passing", "--help");
        CommandLineRun runHelp = CommandLineRun.of("passing", "run", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("run").contains("list").contains("64 wrong usage");
        assertThat(runHelp.exitCode()).isZero();
        assertThat(runHelp.out()).contains("--runtime=NAME").contains("--time-scale=auto|N");
    }

    @Test
    void tellsItsVersion() {
        CommandLineRun version = CommandLineRun.of("passing", "--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("Workerkit TCK \\d+\\.\\d+.*\\R");
    }

    @Test
    void wantsACommand() {
        CommandLineRun nothing = CommandLineRun.of("passing");
        CommandLineRun unknown = CommandLineRun.of("passing", "walk");
        CommandLineRun incomplete = CommandLineRun.of("passing", "run");

        assertThat(nothing.exitCode()).isEqualTo(64);
        assertThat(nothing.err())
                .contains("run, list, coverage, replay, selftest, campaign")
                .contains("See: tck --help");
        assertThat(unknown.exitCode()).isEqualTo(64);
        assertThat(unknown.err()).contains("walk");
        assertThat(incomplete.exitCode()).isEqualTo(64);
        assertThat(incomplete.err()).contains("--runtime").contains("See: tck run --help");
    }

    @Test
    void listsTheRequirements() {
        CommandLineRun list = CommandLineRun.of("passing", "list");

        assertThat(list.exitCode()).isZero();
        assertThat(list.out())
                .contains("LIFE  Lifecycle")
                .containsPattern("WRK-SPI-001 +MUST +core +1  ")
                .containsPattern("WRK-LIFE-008 +MUST +java, pause +-  ")
                .contains("untested: no verification and no reason yet")
                .contains("requirements, 2 verifications");
    }

    @Test
    void listsAPartWithItsSabotages() {
        CommandLineRun list = CommandLineRun.of("passing", "list", "--area", "exit", "--sabotages");

        assertThat(list.exitCode()).isZero();
        assertThat(list.out())
                .contains("WRK-EXIT-002", " gives-up-after-exit-1: ")
                .doesNotContain("WRK-LIFE-001");
    }

    @Test
    void tellsOfManyNamesThoseThatAreAlike() {
        CommandLineRun wrong = CommandLineRun.of("passing", "list", "--requirement", "WRK-SPI-0o1");

        assertThat(wrong.exitCode()).isEqualTo(64);
        assertThat(wrong.err())
                .contains("no requirement 'WRK-SPI-0O1'", "begin like it: WRK-SPI-001, WRK-SPI-002")
                .doesNotContain("WRK-LIFE-001");
    }

    @Test
    void saysWhenNoneOfManyNamesIsAlike() {
        CommandLineRun wrong = CommandLineRun.of("passing", "list", "--requirement", "readiness");

        assertThat(wrong.exitCode()).isEqualTo(64);
        assertThat(wrong.err())
                .contains("no requirement 'READINESS'", "begins like it; 'tck list")
                .doesNotContain("WRK-");
    }

    @Test
    void refusesACampaignThatCanNotBeMeant() {
        CommandLineRun none =
                CommandLineRun.of("passing", "campaign", "--runtime", "fake", "--kills", "0");
        CommandLineRun unknown = CommandLineRun.of("passing", "campaign", "--runtime", "nowhere");
        CommandLineRun which = CommandLineRun.of("passing", "campaign");

        assertThat(none.exitCode()).isEqualTo(64);
        assertThat(none.err()).contains("--kills is 0").contains("See: tck campaign --help");
        assertThat(unknown.exitCode()).isEqualTo(64);
        assertThat(unknown.err()).contains("no runtime 'nowhere'");
        assertThat(which.exitCode()).isEqualTo(64);
        assertThat(which.err()).contains("--runtime");
    }

    @Test
    void tellsNothingOfARuntimeThatLacksWhatACampaignNeeds() {
        CommandLineRun lacking = CommandLineRun.of("passing", "campaign", "--runtime", "fake");

        assertThat(lacking.exitCode()).isEqualTo(2);
        assertThat(lacking.out()).contains("Inconclusive").contains("durable");
    }
}
