package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.Pace;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often, how patiently and how many at a time verifications are run. */
final class PaceOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--time-scale",
            paramLabel = "auto|N",
            description =
                    "Waits N times as long for everything; by default (auto) as long as the runtime,"
                            + " on this machine, is measured to need.")
    private String timeScale = Pace.AUTO;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "Runs N verifications side by side, and those that must be alone at the end;"
                            + " by default twice as many as there are processors, at most 16.")
    private int parallel = Lanes.DEFAULT_COUNT;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description =
                    "Runs everything N times and reports as flaky what is not the same each time.")
    private int runs = 1;

    /** The time scale that is wanted; none if it is to be measured. */
    Optional<Double> timeScale() {
        return Pace.timeScale(timeScale);
    }

    /** How many at a time. */
    int parallel() {
        return parallel;
    }

    /** How often. */
    int runs() {
        return runs;
    }

    /** Refuses what can't be meant. */
    void require() {
        try {
            timeScale();
        } catch (IllegalArgumentException e) {
            throw wrong("--time-scale " + e.getMessage());
        }
        if (parallel < 1 || parallel > Lanes.MOST) {
            throw wrong("--parallel is " + parallel + "; it must be 1 to " + Lanes.MOST);
        }
        if (runs < 1 || runs > Pace.MOST_RUNS) {
            throw wrong("--runs is " + runs + "; it must be 1 to " + Pace.MOST_RUNS);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
