package dev.workerkit.tck.runner;

import dev.workerkit.tck.conformance.ConformanceRun;
import dev.workerkit.tck.conformance.Repetition;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.replay.Replay;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the tests of a suite tell: of one run while it goes on, of several when they are over. */
sealed interface SuiteRun {

    /** To be called before the first requirement. */
    void begin();

    /** To be called once for each requirement, in the order of the registry; waits for its verdict. */
    RequirementResult verify(RegisteredRequirement requirement);

    /** What the verifications of a requirement found that is not as it should be. */
    List<VerificationResult> notPassed(RequirementResult requirement);

    /** Ends what is still running. */
    ConformanceReport end();

    /** Of each verification that did not pass, how to do that again. */
    List<Replay> replays();

    /** What was asked for. */
    RunOptions options();

    /** As many runs as the options say, each of which is made when it is its turn. */
    static SuiteRun of(RunOptions options, Registry registry, Supplier<ConformanceRun> run) {
        return options.runs() == 1 ? new Single(run.get()) : new Several(options, registry, run);
    }

    /** One run. */
    record Single(ConformanceRun run) implements SuiteRun {

        @Override
        public void begin() {
            run.begin();
        }

        @Override
        public RequirementResult verify(RegisteredRequirement requirement) {
            return run.verify(requirement);
        }

        @Override
        public List<VerificationResult> notPassed(RequirementResult requirement) {
            return run.notPassed(requirement);
        }

        @Override
        public ConformanceReport end() {
            return run.end();
        }

        @Override
        public List<Replay> replays() {
            return run.replays();
        }

        @Override
        public RunOptions options() {
            return run.options();
        }
    }

    /** Several of the same. */
    final class Several implements SuiteRun {

        private final RunOptions options;
        private final Registry registry;
        private final Repetition repetition;
        private volatile @Nullable ConformanceReport found;

        private Several(RunOptions options, Registry registry, Supplier<ConformanceRun> run) {
            this.options = options;
            this.registry = registry;
            this.repetition = new Repetition(options.runs(), number -> run.get());
        }

        @Override
        public void begin() {
            found = repetition.verifyAll(registry.profiles());
        }

        @Override
        public RequirementResult verify(RegisteredRequirement requirement) {
            return end().requirements().stream()
                    .filter(result -> result.id().equals(requirement.id()))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public List<VerificationResult> notPassed(RequirementResult requirement) {
            return end().verifications().stream()
                    .filter(result -> requirement.verifications().contains(result.id()))
                    .filter(result -> result.verdict() != Verdict.PASSED)
                    .toList();
        }

        @Override
        public ConformanceReport end() {
            return Optional.ofNullable(found).orElseGet(() -> repetition.end(registry.profiles()));
        }

        @Override
        public List<Replay> replays() {
            return repetition.replays();
        }

        @Override
        public RunOptions options() {
            return options;
        }
    }
}
