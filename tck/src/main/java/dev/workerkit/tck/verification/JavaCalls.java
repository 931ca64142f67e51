package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Looper;
import dev.workerkit.tck.fixture.Recorder;
import dev.workerkit.tck.fixture.Slow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the methods of Java workers are called. */
class JavaCalls {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIFE-015")
    void anEventedWorkerIsCalledInOrderByOneThread() {
        Stage.assumeCan(Capability.CHANNEL);
        Worker worker = stage.start(WorkerSpec.of(Recorder.class));
        List.of("a", "b", "c").forEach(worker.channel()::send);
        worker.channel().close();
        Stage.ended(worker);

        List<String> marks = stage.marks(worker);

        assertThat(marks)
                .extracting(JavaCalls::withoutThread)
                .containsExactly("initialize", "message a", "message b", "message c", "terminate");
        assertThat(marks.stream().map(JavaCalls::thread).distinct()).hasSize(1);
    }

    @Test
    @Requirement({"WRK-LIFE-015", "WRK-STOP-012"})
    void aLoopWorkerIsCalledInOrderByOneThread() {
        Worker worker =
                stage.running(
                        WorkerSpec.of(Looper.class, List.of(0))
                                .withLoopTime(Duration.ofMillis(10)));
        awaitLoops(worker, 3);
        Stage.await("the stop", worker.stop());

        List<String> marks = stage.marks(worker);

        assertThat(marks.get(0)).startsWith("spinUp ");
        assertThat(marks.get(marks.size() - 1)).startsWith("spinDown ");
        assertThat(marks.subList(1, marks.size() - 1))
                .allMatch(mark -> mark.startsWith("begin ") || mark.startsWith("end "));
        assertThat(marks.stream().map(JavaCalls::thread).distinct()).hasSize(1);
    }

    @Test
    @Requirement("WRK-LIFE-016")
    void loopsStartALoopTimeApartAndNeverOverlap() {
        Duration loopTime = Duration.ofMillis(100);
        Duration shorter = Duration.ofMillis(60);

        List<Loop> loops = loops(loopTime, shorter, 6);

        // Measured from end to start, the least would be the loop time and what the loop took.
        Stage.session()
                .within("a loop after the last", loopTime, shorter.dividedBy(2), least(loops));
        Stage.session().notBefore("a loop after the last", loopTime, least(loops));
    }

    @Test
    @Requirement("WRK-LIFE-016")
    void aLoopThatTookLongerIsFollowedByTheNextAtOnce() {
        Duration loopTime = Duration.ofMillis(100);
        Duration longer = Duration.ofMillis(130);

        List<Loop> loops = loops(loopTime, longer, 5);

        // On a fixed beat, the least would be twice the loop time.
        Stage.session()
                .within(
                        "a loop after one that took longer",
                        longer,
                        loopTime.multipliedBy(2).minus(longer).dividedBy(2).plusMillis(25),
                        least(loops));
    }

    @Test
    @Requirement("WRK-STOP-012")
    void aStoppedEventedWorkerFinishesItsMessageAndIsTerminated() {
        Stage.assumeCan(Capability.CHANNEL);
        Worker worker = stage.running(WorkerSpec.of(Slow.class));
        worker.channel().send(300);
        stage.awaitMark(worker, "begin 300");

        Stage.await("the stop", worker.stop());

        assertThat(stage.marks(worker)).containsExactly("begin 300", "end 300", "terminate");
    }

    @Test
    @Requirement("WRK-STOP-012")
    void aStoppedLoopWorkerFinishesItsLoopAndSpinsDown() {
        Worker worker = stage.running(WorkerSpec.of(Looper.class, List.of(300)));
        awaitLoops(worker, 1);

        Stage.await("the stop", worker.stop());

        assertThat(stage.marks(worker))
                .extracting(mark -> mark.substring(0, mark.indexOf(' ')))
                .containsExactly("spinUp", "begin", "end", "spinDown");
    }

    @Test
    @Requirement("WRK-STOP-012")
    void aStopDoesNotWaitForTheNextLoop() {
        Worker worker =
                stage.running(WorkerSpec.of(Looper.class, List.of(0)).withLoopTime(Workers.LONG));
        awaitLoops(worker, 1);

        assertThat(Stage.await("the stop", worker.stop()).lastExit()).isPresent();

        assertThat(stage.marks(worker, "spinDown")).hasSize(1);
        assertThat(stage.marks(worker, "begin")).hasSize(1);
    }

    /** When one loop began and ended. */
    private record Loop(long begin, long end) {}

    /** Lets a worker loop so often, and at least once more. */
    private List<Loop> loops(Duration loopTime, Duration cost, int count) {
        Worker worker =
                stage.running(
                        WorkerSpec.of(Looper.class, List.of(cost.toMillis()))
                                .withLoopTime(loopTime));
        awaitLoops(worker, count + 1);
        Stage.await("the stop", worker.stop());
        List<Long> begins = times(worker, "begin");
        List<Long> ends = times(worker, "end");
        List<Loop> loops =
                IntStream.range(0, ends.size())
                        .mapToObj(i -> new Loop(begins.get(i), ends.get(i)))
                        .toList();
        for (int i = 1; i < loops.size(); i++) {
            assertThat(loops.get(i).begin())
                    .as("begin of loop %d", i + 1)
                    .isGreaterThanOrEqualTo(loops.get(i - 1).end());
        }
        return loops;
    }

    private List<Long> times(Worker worker, String word) {
        return stage.marks(worker, word).stream()
                .map(JavaCalls::withoutThread)
                .map(Long::valueOf)
                .toList();
    }

    private static Duration least(List<Loop> loops) {
        return intervals(loops).stream().min(Duration::compareTo).orElseThrow();
    }

    private static List<Duration> intervals(List<Loop> loops) {
        List<Duration> intervals = new ArrayList<>();
        for (int i = 1; i < loops.size(); i++) {
            intervals.add(Duration.ofNanos(loops.get(i).begin() - loops.get(i - 1).begin()));
        }
        return intervals;
    }

    private void awaitLoops(Worker worker, int loops) {
        stage.awaitMarks(
                worker,
                "'begin' of loop " + loops,
                marks -> marks.stream().filter(mark -> mark.startsWith("begin")).count() >= loops);
    }

    private static String withoutThread(String mark) {
        return mark.substring(0, mark.lastIndexOf(' '));
    }

    private static String thread(String mark) {
        return mark.substring(mark.lastIndexOf(' ') + 1);
    }
}
