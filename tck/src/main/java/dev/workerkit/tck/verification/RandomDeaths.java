package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Job;
import dev.workerkit.tck.fixture.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;

/** Whoever dies, and whenever: every task is done, and what was not in hand only once. */
class RandomDeaths {

    private static final int MEMBERS = 3;

    private final Stage stage = new Stage();
    private @Nullable Gang gang;

    /** What happens next. */
    enum Step {
        WORK,
        WORK_FOR_A_WHILE,
        DIE_ONCE,
        KILL
    }

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @Requirement("WRK-POOL-005")
    void everyTaskIsDoneWhateverDies(@ForAll("steps") List<Step> steps) {
        Gang gang = gang();
        gang.allBegun();
        List<CompletableFuture<Report>> answers = new ArrayList<>();

        for (Step step : steps) {
            if (step == Step.KILL) {
                killSomebody(gang.pool(), answers.size());
            } else {
                answers.add(gang.submit(job(step, answers.size())));
            }
        }

        List<Report> reports = Gang.reports(answers);
        assertThat(reports).extracting(Report::number).isSorted().doesNotHaveDuplicates();
        for (Report begun : gang.allBegun()) {
            Report done = reports.get(begun.number());
            // Begun once more than it was begun in vain, and each attempt is told as such.
            assertThat(begun.attempts()).isBetween(0, done.attempts());
        }
    }

    private static Job job(Step step, int number) {
        return switch (step) {
            case WORK_FOR_A_WHILE -> Job.lasting(number, 20);
            case DIE_ONCE -> new Job(Job.Kind.DIE_ONCE, number, 0);
            default -> Job.quick(number);
        };
    }

    /** From outside, where that can be done; it may have nothing, something or all in hand. */
    private static void killSomebody(WorkerPool pool, int which) {
        if (Stage.can(Capability.HOST_PROCESSES)) {
            Worker member = pool.members().get(which % MEMBERS);
            OptionalLong pid = member.snapshot().pid();
            pid.ifPresent(
                    known -> ProcessHandle.of(known).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    /** One pool serves all tries. */
    private Gang gang() {
        if (gang == null) {
            gang = Gang.ready(stage.runtime(), Gang.spec().withSize(MEMBERS).withPoisonAfter(1000));
        }
        return gang;
    }

    @AfterProperty
    void leaveTheStage() {
        stage.close();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step =
                Arbitraries.frequencyOf(
                        Tuple.of(30, Arbitraries.just(Step.WORK)),
                        Tuple.of(10, Arbitraries.just(Step.WORK_FOR_A_WHILE)),
                        Tuple.of(1, Arbitraries.just(Step.DIE_ONCE)),
                        Tuple.of(2, Arbitraries.just(Step.KILL)));
        return step.list().ofMinSize(20).ofMaxSize(60);
    }
}
