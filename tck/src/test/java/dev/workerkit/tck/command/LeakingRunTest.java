package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.sample.ToyProvider;
import dev.workerkit.tck.sample.ToyRuntime;
import dev.workerkit.tck.sample.ToyRuntime.Flaw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeakingRunTest {

    @AfterEach
    void cleanUp() {
        ToyProvider.openWith(Flaw.NONE);
        ToyRuntime.cleanUp();
    }

    @Test
    void whatAVerificationLeavesFailsTheRequirementThatNothingIsLeft() {
        ToyProvider.openWith(Flaw.LEAVES_A_PROCESS);

        CommandLineRun run = run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAILED WRK-SPI-016 MUST")
                .containsPattern(
                        "things are left when all runtimes were closed: .*the process \\d+: \\S*sleep"
                                + " 600, since LeavingVerification.opensARuntime ran");
    }

    @Test
    void nothingIsLeftOfARuntimeThatLeavesNothing() {
        CommandLineRun run = run();

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).doesNotContain("FAILED");
    }

    private static CommandLineRun run() {
        return CommandLineRun.of(
                "leaving",
                "run",
                "--runtime",
                "toy",
                "--parallel",
                "1",
                "--time-scale",
                "1",
                "--requirement",
                "WRK-SPI-001,WRK-SPI-016");
    }
}
