package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.DeadLetter;
import dev.workerkit.MessageCodecException;
import dev.workerkit.PoisonException;
import dev.workerkit.PoolMessage;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.PoolSpec;
import dev.workerkit.PoolUnavailableException;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SendResult;
import dev.workerkit.TaskFailedException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Job;
import dev.workerkit.tck.fixture.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the work that is given to a pool. */
class PoolWork {

    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final int LONG = 60_000;

    @RegisterExtension final Stage stage = new Stage();

    private Gang gang(int size) {
        return gang(Gang.spec().withSize(size));
    }

    private Gang gang(PoolSpec spec) {
        return Gang.ready(stage.runtime(), spec);
    }

    private static List<Job> quickJobs(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Job::quick).toList();
    }

    @Test
    @Requirement("WRK-POOL-002")
    void eachTaskIsDoneByOneMemberAndItsFutureTellsTheResult() {
        Gang gang = gang(2);

        List<Report> reports = Gang.reports(gang.submitAll(quickJobs(50)));

        assertThat(reports)
                .extracting(Report::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
        assertThat(gang.allBegun()).containsExactlyInAnyOrderElementsOf(reports);
    }

    @Test
    @Requirement("WRK-POOL-002")
    void aTaskThatThrowsFailsItsFutureAndNotTheWorker() {
        Gang gang = gang(1);

        CompletableFuture<Report> failing = gang.submit(new Job(Job.Kind.THROW, 1, 0));
        CompletableFuture<Report> next = gang.submit(Job.quick(2));

        assertThatThrownBy(() -> Stage.await("the task", failing))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining(Job.COMPLAINT);
        assertThat(Stage.await("the next task", next).incarnation()).isEqualTo(1);
    }

    @Test
    @Requirement("WRK-POOL-002")
    void aResultThatIsNotWhatWasExpectedFailsTheFuture() {
        CompletableFuture<Integer> answer = gang(1).pool().submit(Job.quick(1), Integer.class);

        assertThatThrownBy(() -> Stage.await("the task", answer))
                .isInstanceOf(MessageCodecException.class);
    }

    @Test
    @Requirement("WRK-POOL-002")
    void aSlowTaskHoldsUpNoOther() {
        Gang gang = gang(2);
        gang.submit(Job.lasting(0, LONG));
        gang.begun(0);

        assertThat(Gang.reports(gang.submitAll(quickJobs(20)))).hasSize(20);
    }

    @Test
    @Requirement("WRK-POOL-002")
    void whatDependsOnATaskMayBlockAndHoldsUpNoOther() {
        Gang gang = gang(1);
        CompletableFuture<Report> answer = gang.submit(Job.lasting(1, 50));

        CompletableFuture<Report> second =
                answer.thenApply(first -> gang.submit(Job.quick(2)).join());

        assertThat(Stage.await("a task within a task", second).number()).isEqualTo(2);
    }

    @Test
    @Requirement("WRK-POOL-002")
    void tasksAreRefusedByWorkersThatPerformNone() {
        WorkerPool pool =
                stage.runtime().startPool(PoolSpec.of(WorkerSpec.of(Echo.class)).withSize(1));

        assertThatThrownBy(() -> pool.submit("task")).isInstanceOf(UnsupportedException.class);
    }

    @Test
    @Requirement("WRK-POOL-003")
    void messagesGoToTheMembersWithTheFewestUnfinished() {
        Gang gang = gang(3);
        WorkerPool pool = gang.pool();
        assertThat(pool.offer(Job.lasting(1, LONG))).isEqualTo(SendResult.SENT);
        String first = gang.begun(1).worker();
        assertThat(pool.offer(Job.lasting(2, LONG))).isEqualTo(SendResult.SENT);
        String second = gang.begun(2).worker();

        assertThat(second).isNotEqualTo(first);
        for (int number = 3; number < 10; number++) {
            awaitUnfinished(pool, 2);
            pool.send(Job.quick(number), USUAL);
            assertThat(gang.begun(number).worker()).isNotIn(first, second);
        }
    }

    private static void awaitUnfinished(WorkerPool pool, long busy) {
        Stage.session()
                .await("so many members are busy", () -> pool.snapshot().busy(), is -> is == busy);
    }

    @Test
    @Requirement("WRK-POOL-003")
    void messagesAreSpreadEvenlyOverMembersThatAreEquallyBusy() {
        WorkerPool pool = gang(3).pool();

        for (int number = 1; number <= 9; number++) {
            pool.offer(Job.lasting(number, LONG));
        }

        assertThat(pool.snapshot().members())
                .extracting(PoolSnapshot.Member::unfinished)
                .containsExactly(3L, 3L, 3L);
    }

    @Test
    @Requirement("WRK-POOL-004")
    void receiveKeepsTheOrderOfEachMember() {
        Gang gang = gang(2);
        WorkerPool pool = gang.pool();
        for (int number = 1; number <= 40; number++) {
            pool.send(Job.quick(number), USUAL);
        }

        Map<String, List<Integer>> told = new HashMap<>();
        for (int i = 0; i < 80; i++) {
            Report report = gang.nextReport();
            told.computeIfAbsent(report.worker(), worker -> new ArrayList<>()).add(report.number());
        }

        assertThat(told.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
        assertThat(pool.receive(Duration.ZERO)).isNull();
    }

    @Test
    @Requirement("WRK-POOL-004")
    void receiveTellsWhoseAMessageIs() {
        Gang gang = gang(2);
        gang.submitAll(quickJobs(10));
        gang.submit(dyingOnce(11));
        gang.submitAll(quickJobs(10));

        for (int i = 0; i < 22; i++) {
            assertTellsSender(gang, gang.next());
        }
        Stage.await("the pool is ready again", gang.pool().ready());
        gang.submit(Job.quick(12));
        gang.submit(Job.quick(13));
        assertTellsSender(gang, gang.next());
        assertTellsSender(gang, gang.next());
    }

    private static void assertTellsSender(Gang gang, PoolMessage message) {
        Report report = (Report) message.message();
        assertThat(message.worker().value()).isEqualTo(report.worker());
        assertThat(message.name()).isEqualTo(gang.member(report.worker()).name());
        assertThat(message.incarnation()).isEqualTo(report.incarnation());
    }

    private static Job dyingOnce(int number) {
        return new Job(Job.Kind.DIE_ONCE, number, 0);
    }

    @Test
    @Requirement("WRK-POOL-005")
    void theTaskInHandOfADeadMemberIsDoneByAnotherAsARedelivery() {
        Gang gang = gang(2);
        gang.submit(dyingOnce(1));
        String victim = gang.begun(1).worker();

        Report again = gang.begun(1);

        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.worker()).isNotEqualTo(victim);
    }

    @Test
    @Requirement("WRK-POOL-005")
    void messagesThatADeadMemberHadNotBegunAreNoRedeliveries() {
        Gang gang = gang(1);
        WorkerPool pool = gang.pool();
        pool.offer(new Job(Job.Kind.DIE_ONCE, 0, 200));
        for (int number = 1; number <= 5; number++) {
            pool.offer(Job.quick(number));
        }

        List<Integer> attempts = new ArrayList<>();
        for (int number = 0; number <= 5; number++) {
            attempts.add(-1);
        }
        for (int i = 0; i < 13; i++) {
            Report report = gang.nextReport();
            attempts.set(report.number(), report.attempts());
        }

        assertThat(attempts).containsExactly(1, 0, 0, 0, 0, 0);
    }

    @Test
    @Requirement("WRK-POOL-006")
    void aTaskThatKillsOneMemberAfterAnotherGoesToTheDeadLetters() {
        Gang gang = gang(Gang.spec().withSize(2).withPoisonAfter(2));
        LinkedBlockingQueue<DeadLetter> told = new LinkedBlockingQueue<>();
        gang.pool().onDeadLetter(told::add);

        CompletableFuture<Report> poison = gang.submit(new Job(Job.Kind.DIE, 1, 0));
        List<CompletableFuture<Report>> others = gang.submitAll(quickJobs(20));

        assertThatThrownBy(() -> Stage.await("the poison", poison))
                .isInstanceOf(PoisonException.class);
        assertThat(Gang.reports(others)).allMatch(report -> report.attempts() == 0);
        List<DeadLetter> letters = gang.pool().deadLetters();
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).attempts()).isEqualTo(2);
        assertThat(letters.get(0).victims()).hasSize(2);
        assertThat(letters.get(0).message()).asString().contains("DIE");
        assertThat(gang.pool().snapshot().deadLetters()).isEqualTo(1);
        Stage.session().await("the listener is told", told::peek, letters.get(0)::equals);
    }

    @Test
    @Requirement("WRK-POOL-006")
    void aTaskThatKillsFewerIsDone() {
        Gang gang = gang(Gang.spec().withSize(2).withPoisonAfter(2));

        assertThat(Stage.await("the task", gang.submit(dyingOnce(1))).attempts()).isEqualTo(1);
        assertThat(gang.pool().deadLetters()).isEmpty();
    }

    @Test
    @Requirement("WRK-POOL-006")
    void aMessageThatKillsOneMemberAfterAnotherGoesToTheDeadLetters() {
        Gang gang = gang(Gang.spec().withSize(1).withPoisonAfter(2));
        WorkerPool pool = gang.pool();

        pool.offer(new Job(Job.Kind.DIE, 1, 0));
        pool.offer(Job.quick(2));

        gang.begun(2);
        Stage.session()
                .await("the dead letters", pool::deadLetters, letters -> letters.size() == 1);
        assertThat(pool.deadLetters().get(0).victims())
                .extracting(DeadLetter.Victim::incarnation)
                .containsExactly(1, 2);
    }

    @Test
    @Requirement("WRK-POOL-005")
    void whenAllHaveFailedTasksFailAndMessagesAreRefused() {
        WorkerPool pool =
                stage.runtime()
                        .startPool(
                                PoolSpec.of(Gang.spec().member().withRestart(RestartPolicy.never()))
                                        .withSize(2)
                                        .withPoisonAfter(9));
        Gang gang = new Gang(pool);
        CompletableFuture<Report> first = gang.submit(new Job(Job.Kind.DIE, 1, 0));

        assertThatThrownBy(() -> Stage.await("the task", first))
                .isInstanceOf(PoolUnavailableException.class);
        assertThatThrownBy(() -> gang.submit(Job.quick(2)))
                .isInstanceOf(PoolUnavailableException.class);
        assertThat(pool.offer(Job.quick(2))).isEqualTo(SendResult.CLOSED);
        for (Worker member : pool.members()) {
            Stage.await("the start", member.start());
        }
        assertThat(Stage.await("a task", gang.submit(Job.quick(3))).number()).isEqualTo(3);
    }
}
