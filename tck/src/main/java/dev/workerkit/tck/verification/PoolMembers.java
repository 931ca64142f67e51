package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.DuplicateNameException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.PoolSpec;
import dev.workerkit.PoolUnavailableException;
import dev.workerkit.SendResult;
import dev.workerkit.SpecException;
import dev.workerkit.StopPolicy;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Job;
import dev.workerkit.tck.fixture.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the members of a pool come and go. */
class PoolMembers {

    private static final int LONG = 60_000;

    @RegisterExtension final Stage stage = new Stage();

    private Gang gang(PoolSpec spec) {
        return Gang.ready(stage.runtime(), spec);
    }

    private static List<String> names(WorkerPool pool) {
        return pool.members().stream().map(Worker::name).toList();
    }

    @Test
    @Requirement("WRK-POOL-001")
    void aPoolHasAsManyMembersAsAskedForNamedByItsPattern() {
        WorkerPool pool =
                stage.runtime()
                        .startPool(
                                Gang.spec()
                                        .withSize(3)
                                        .withName("gang")
                                        .withMemberNames("laborer-%02d"));

        assertThat(names(pool)).containsExactly("laborer-01", "laborer-02", "laborer-03");
        assertThat(stage.runtime().workers()).containsExactlyElementsOf(pool);
        assertThat(stage.runtime().pool("gang")).containsSame(pool);
        assertThat(stage.runtime().pools()).containsExactly(pool);
        assertThat(Stage.await("the pool is ready", pool.ready()).members())
                .extracting(member -> member.worker().state())
                .containsExactly(RUNNING, RUNNING, RUNNING);
    }

    @Test
    @Requirement("WRK-POOL-001")
    void aPoolHasAMemberForEachProcessorByDefault() {
        WorkerPool pool = stage.runtime().startPool(Gang.spec().withName("gang"));

        List<String> expected =
                IntStream.rangeClosed(1, Runtime.getRuntime().availableProcessors())
                        .mapToObj(number -> "gang-" + number)
                        .toList();
        assertThat(names(pool)).isEqualTo(expected);
    }

    @Test
    @Requirement("WRK-POOL-001")
    void aNameThatIsTakenIsRefusedAndNobodyIsLeft() {
        PoolSpec two = Gang.spec().withSize(2);
        stage.runtime().startPool(two.withName("gang"));

        assertThatThrownBy(() -> stage.runtime().startPool(two.withName("gang")))
                .isInstanceOf(DuplicateNameException.class);
        assertThatThrownBy(
                        () ->
                                stage.runtime()
                                        .startPool(
                                                two.withName("other")
                                                        .withSize(3)
                                                        .withMemberNames("gang-%d")))
                .isInstanceOf(DuplicateNameException.class);
        assertThat(stage.runtime().workers()).hasSize(2);
        assertThat(stage.runtime().pools()).hasSize(1);
    }

    @Test
    @Requirement("WRK-POOL-007")
    void aRollingRestartReplacesAllOneAfterAnotherAndNoTaskIsLostOrDoneTwice() throws Exception {
        Gang gang = gang(Gang.spec().withSize(2));
        AtomicBoolean enough = new AtomicBoolean();
        // More would pile up while there is one member, and be worked off long after the restart.
        Semaphore underWay = new Semaphore(30);
        CompletableFuture<List<CompletableFuture<Report>>> load =
                Crowd.meanwhile(
                        () -> {
                            List<CompletableFuture<Report>> answers = new ArrayList<>();
                            while (!enough.get()) {
                                underWay.acquire();
                                CompletableFuture<Report> answer =
                                        gang.submit(Job.lasting(answers.size(), 2));
                                answer.whenComplete((report, thrown) -> underWay.release());
                                answers.add(answer);
                                Thread.sleep(1);
                            }
                            return answers;
                        });

        Stage.await("the rolling restart", gang.pool().rollingRestart());
        enough.set(true);

        List<Report> reports = Gang.reports(Stage.await("the load", load));
        assertThat(reports).extracting(Report::attempts).containsOnly(0);
        assertThat(gang.allBegun()).containsExactlyInAnyOrderElementsOf(reports);
        assertThat(gang.pool().members())
                .extracting(member -> member.snapshot().incarnation())
                .containsExactly(2, 2);
        assertThat(mostDownAtOnce()).isEqualTo(1);
    }

    /** Of members that had been running. */
    private int mostDownAtOnce() {
        int down = 0;
        int most = 0;
        for (WorkerEvent event : stage.history().all()) {
            down += event.from() == RUNNING ? 1 : 0;
            down -= event.to() == RUNNING && event.incarnation() > 1 ? 1 : 0;
            most = Math.max(most, down);
        }
        return most;
    }

    @Test
    @Requirement("WRK-POOL-007")
    void aTaskInHandIsFinishedBeforeItsMemberIsReplaced() {
        Gang gang = gang(Gang.spec().withSize(1));
        CompletableFuture<Report> inHand = gang.submit(Job.lasting(1, 500));
        gang.begun(1);

        Stage.await("the rolling restart", gang.pool().rollingRestart());

        Report report = Stage.await("the task", inHand);
        assertThat(report.attempts()).isZero();
        assertThat(report.incarnation()).isEqualTo(1);
        assertThat(Stage.await("a task", gang.submit(Job.quick(2))).incarnation()).isEqualTo(2);
    }

    @Test
    @Requirement("WRK-POOL-008")
    void aPoolGrowsAndShrinksByHand() {
        Gang gang = gang(Gang.spec().withSize(1).withName("gang"));

        Stage.await("the pool grows", gang.pool().resize(3));
        assertThat(names(gang.pool())).containsExactly("gang-1", "gang-2", "gang-3");
        assertThat(gang.pool().members()).extracting(Worker::state).containsOnly(RUNNING);

        Stage.await("the pool shrinks", gang.pool().resize(2));
        assertThat(names(gang.pool())).containsExactly("gang-1", "gang-2");
        assertThat(stage.runtime().workers()).hasSize(2);
        assertThatThrownBy(() -> gang.pool().resize(0)).isInstanceOf(SpecException.class);
    }

    @Test
    @Requirement("WRK-POOL-008")
    void membersThatLeaveFinishWhatTheyHaveBegunAndTheRestGoesToOthers() {
        Gang gang = gang(Gang.spec().withSize(3));
        List<Job> jobs =
                IntStream.rangeClosed(1, 9).mapToObj(number -> Job.lasting(number, 150)).toList();
        List<CompletableFuture<Report>> answers = gang.submitAll(jobs);
        for (int i = 0; i < 3; i++) {
            gang.next();
        }

        Stage.await("the pool shrinks", gang.pool().resize(1));

        List<Report> reports = Gang.reports(answers);
        assertThat(reports).extracting(Report::attempts).containsOnly(0);
        assertThat(reports.stream().map(Report::worker).distinct()).hasSize(3);
        assertThat(gang.allBegun()).hasSize(6);
    }

    @Test
    @Requirement("WRK-POOL-008")
    void messagesOfAMemberThatLeavesGoToOthers() {
        Gang gang = gang(Gang.spec().withSize(2));
        for (int number = 1; number <= 8; number++) {
            gang.pool().offer(Job.lasting(number, 100));
        }

        Stage.await("the pool shrinks", gang.pool().resize(1));

        List<Report> told = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            told.add(gang.nextReport());
        }
        assertThat(told).extracting(Report::attempts).containsOnly(0);
        assertThat(told.stream().map(Report::number).distinct()).hasSize(8);
        assertThat(gang.allBegun()).isEmpty();
    }

    @Test
    @Requirement("WRK-POOL-009")
    void anElasticPoolHasAsManyMembersAsItNeeds() {
        Gang gang = gang(Gang.spec().withElasticSize(1, 3).withIdleTime(Duration.ofMillis(400)));
        WorkerPool pool = gang.pool();
        assertThat(pool.members()).hasSize(1);

        gang.submit(Job.lasting(1, LONG / 100));
        assertSize(pool, 1);
        List<CompletableFuture<Report>> more =
                gang.submitAll(
                        IntStream.rangeClosed(2, 9)
                                .mapToObj(number -> Job.lasting(number, 100))
                                .toList());

        awaitSize(pool, 3);
        Gang.reports(more);
        assertThat(gang.allBegun().stream().map(Report::worker).distinct()).hasSizeBetween(2, 3);
        awaitSize(pool, 1);
        Stage.session()
                .await(
                        "those who left are gone",
                        stage.runtime()::workers,
                        workers -> workers.size() == 1);
        assertSize(pool, 1);
    }

    @Test
    @Requirement("WRK-POOL-009")
    void anElasticPoolCanBeResizedWithinItsBoundsOnly() {
        WorkerPool pool = gang(Gang.spec().withElasticSize(1, 2)).pool();

        assertThatThrownBy(() -> pool.resize(3)).isInstanceOf(SpecException.class);
        Stage.await("the pool grows", pool.resize(2));
        assertThat(pool.members()).hasSize(2);
    }

    private static void awaitSize(WorkerPool pool, int size) {
        Stage.session()
                .await("the pool has " + size + " members", pool::members, m -> m.size() == size);
    }

    private static void assertSize(WorkerPool pool, int size) {
        Stage.session()
                .throughout(
                        "the pool has " + size + " members",
                        Duration.ofMillis(200),
                        pool::members,
                        members -> members.size() == size);
    }

    @Test
    @Requirement("WRK-POOL-010")
    void aPoolOfCommandsIsStartedStoppedAndRestartedAsOneAndEachByItself() {
        WorkerPool pool = stage.runtime().startPool(PoolSpec.of(Workers.lasting()).withSize(3));
        Stage.await("the pool is ready", pool.ready());
        Worker second = pool.members().get(1);

        Stage.await("one stops", second.stop());
        assertThat(states(pool)).containsExactly(RUNNING, STOPPED, RUNNING);

        Stage.await("the pool starts", pool.start());
        assertThat(states(pool)).containsOnly(RUNNING);
        assertThatThrownBy(pool::start).isInstanceOf(IllegalLifecycleException.class);

        Stage.await("the pool restarts", pool.restart());
        assertThat(pool.members())
                .extracting(member -> member.snapshot().incarnation())
                .containsExactly(2, 3, 2);

        Stage.await("the pool stops", pool.stop());
        assertThat(states(pool)).containsOnly(STOPPED);
        assertThat(pool.snapshot().members())
                .extracting(member -> member.worker().state())
                .containsOnly(STOPPED);
    }

    private static List<WorkerState> states(WorkerPool pool) {
        return pool.members().stream().map(Worker::state).toList();
    }

    @Test
    @Requirement("WRK-POOL-010")
    void aPoolOfCommandsIsReplacedOneAfterAnotherAndClosed() {
        WorkerPool pool = stage.runtime().startPool(PoolSpec.of(Workers.lasting()).withSize(2));
        Stage.await("the pool is ready", pool.ready());

        Stage.await("the rolling restart", pool.rollingRestart());
        assertThat(pool.members())
                .extracting(member -> member.snapshot().incarnation())
                .containsExactly(2, 2);

        pool.close();
        assertThat(stage.runtime().workers()).isEmpty();
        assertThat(stage.runtime().pools()).isEmpty();
        assertThatThrownBy(pool::start).isInstanceOf(PoolUnavailableException.class);
    }

    @Test
    @Requirement("WRK-POOL-013")
    void aMemberIsRemovedByItsPoolAlone() {
        WorkerPool pool =
                stage.runtime()
                        .startPool(PoolSpec.of(Workers.lasting()).withName("gang").withSize(2));
        Stage.await("the pool is ready", pool.ready());
        Worker first = pool.members().get(0);
        Stage.await("the stop of one", first.stop());

        for (Worker handle : List.of(first, stage.runtime().worker("gang-1").orElseThrow())) {
            assertThatThrownBy(handle::remove)
                    .isInstanceOf(IllegalLifecycleException.class)
                    .hasMessageContaining("pool 'gang'");
        }

        Stage.await("the rolling restart", pool.rollingRestart());
        assertThat(states(pool)).containsExactly(RUNNING, RUNNING);
        Stage.await("the resize", pool.resize(1));
        assertThat(stage.runtime().workers()).extracting(Worker::name).containsExactly("gang-1");
        pool.close();
        assertThat(stage.runtime().workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-POOL-010")
    void commandsTakeNoWork() {
        Stage.assumeCan(Capability.COMMAND);
        WorkerPool pool = stage.runtime().startPool(PoolSpec.of(Workers.lasting()).withSize(1));

        assertThatThrownBy(() -> pool.submit("task")).isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> pool.offer("message")).isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> pool.receive(Duration.ZERO))
                .isInstanceOf(UnsupportedException.class);
    }

    @Test
    @Requirement("WRK-POOL-011")
    void poolsThatCanNotBeMeantAreRefused() {
        PoolSpec two = PoolSpec.of(Workers.lasting()).withSize(2);

        assertRefused("pool.size", () -> two.withSize(0));
        assertRefused("pool.memberNames", () -> two.withMemberNames("resize"));
        assertRefused("pool.memberNames", () -> two.withMemberNames("%d-%d"));
        assertRefused("pool.most", () -> Gang.spec().withElasticSize(3, 2));
        assertRefused("pool.least", () -> Gang.spec().withElasticSize(0, 2));
        assertRefused("pool.poisonAfter", () -> two.withPoisonAfter(0));
        assertRefused("pool.idleTime", () -> two.withIdleTime(Duration.ZERO));
    }

    @Test
    @Requirement("WRK-POOL-011")
    void aPoolCanNotBeResizedToWhatWouldBeRefused() {
        WorkerPool pool =
                stage.runtime()
                        .startPool(
                                PoolSpec.of(Workers.lasting())
                                        .withSize(1)
                                        .withMemberNames("single"));

        assertRefused("pool.size", () -> pool.resize(0));
        assertRefused("pool.memberNames", () -> pool.resize(2));
        assertThat(names(pool)).containsExactly("single");
    }

    private static void assertRefused(String field, Runnable deed) {
        assertThatThrownBy(deed::run)
                .isInstanceOfSatisfying(
                        SpecException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field));
    }

    @Test
    @Requirement("WRK-POOL-012")
    void closingLetsAcceptedTasksFinish() {
        Gang gang = gang(Gang.spec().withSize(2));
        List<CompletableFuture<Report>> answers =
                gang.submitAll(
                        IntStream.rangeClosed(1, 8)
                                .mapToObj(number -> Job.lasting(number, 50))
                                .toList());

        gang.pool().close();

        assertThat(Gang.reports(answers)).extracting(Report::attempts).containsOnly(0);
        assertThat(stage.runtime().workers()).isEmpty();
        assertThat(stage.runtime().pools()).isEmpty();
        assertThatThrownBy(() -> gang.submit(Job.quick(9)))
                .isInstanceOf(PoolUnavailableException.class);
        assertThat(gang.pool().offer(Job.quick(9))).isEqualTo(SendResult.CLOSED);
    }

    @Test
    @Requirement("WRK-POOL-012")
    void closingFailsTheTasksThatOutlastTheGrace() {
        Duration grace = Duration.ofSeconds(2);
        Gang gang =
                gang(
                        PoolSpec.of(Gang.spec().member().withStop(StopPolicy.withGrace(grace)))
                                .withSize(1));
        // What is done for the first time takes long.
        Stage.await("a task", gang.submit(Job.quick(0)));
        CompletableFuture<Report> first = gang.submit(Job.lasting(1, 50));
        CompletableFuture<Report> endless = gang.submit(Job.lasting(2, LONG));
        CompletableFuture<Report> waiting = gang.submit(Job.quick(3));

        long start = System.nanoTime();
        gang.pool().close();
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        assertThat(Stage.await("the first", first).number()).isEqualTo(1);
        assertUnavailable(endless);
        assertUnavailable(waiting);
        Stage.session().notBefore("the close after the grace", grace, taken);
        // Not another grace for the stop.
        Stage.session().within("the close after the grace", grace, Duration.ofMillis(1500), taken);
        assertThat(stage.runtime().workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-POOL-012")
    void closingTheRuntimeClosesItsPools() {
        Gang gang = gang(Gang.spec().withSize(1));
        List<CompletableFuture<Report>> answers =
                gang.submitAll(List.of(Job.lasting(1, 100), Job.lasting(2, 100)));

        stage.runtime().close();

        assertThat(Gang.reports(answers)).hasSize(2);
        assertThatThrownBy(() -> gang.submit(Job.quick(3)))
                .isInstanceOf(PoolUnavailableException.class);
    }

    private static void assertUnavailable(CompletableFuture<Report> answer) {
        assertThatThrownBy(() -> Stage.await("a task", answer))
                .isInstanceOf(PoolUnavailableException.class);
    }
}
