package dev.workerkit.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.sample.ToyRuntime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private final Recorder recorder = new Recorder();
    private final WorkerRuntime runtime = recorder.watch(new ToyRuntime(ToyRuntime.Flaw.NONE));

    @Test
    void recordsWhatIsAskedAndWhatIsAnswered() {
        Worker worker = runtime.start(WorkerSpec.command("cat", "file"));
        assertThatThrownBy(worker::start).isInstanceOf(IllegalLifecycleException.class);
        worker.stop();
        runtime.close();

        assertThat(recorder.trace().calls())
                .extracting(Call::subject, Call::action, Call::result, Call::error)
                .containsExactly(
                        tuple("runtime", "start cat file", "toy-1", null),
                        tuple(
                                "toy-1",
                                "start",
                                null,
                                "IllegalLifecycleException: Can't start worker 'toy-1': it is RUNNING; stop it first"),
                        tuple("toy-1", "stop", "STOPPED, incarnation 1", null),
                        tuple("runtime", "close", null, null));
        assertThat(recorder.trace().calls()).extracting(Call::at).isSorted();
    }

    @Test
    void recordsTheEventsOfAllRuntimes() {
        runtime.start(WorkerSpec.command("cat"));
        recorder.watch(new ToyRuntime(ToyRuntime.Flaw.NONE)).start(WorkerSpec.command("cat"));

        assertThat(recorder.trace().events())
                .extracting(Event::runtime, Event::sequence, Event::worker, Event::to)
                .containsExactly(
                        tuple(1, 1L, "toy-1", WorkerState.STARTING),
                        tuple(1, 2L, "toy-1", WorkerState.RUNNING),
                        tuple(2, 1L, "toy-1", WorkerState.STARTING),
                        tuple(2, 2L, "toy-1", WorkerState.RUNNING));
    }

    @Test
    void whoeverAsksGetsTheSameWorker() {
        Worker worker = runtime.start(WorkerSpec.command("cat"));

        assertThat(runtime.workers()).containsExactly(worker);
        assertThat(runtime.worker(worker.name())).contains(worker);
    }

    @Test
    void whatIsNotAnsweredIsThereWithoutAnAnswer() {
        CompletableFuture<String> promise = new CompletableFuture<>();
        recorder.promise(1, "toy-1", "query", () -> promise);

        assertThat(recorder.trace().calls()).extracting(Call::took).containsExactly((Long) null);
        promise.completeExceptionally(new IllegalStateException("gone"));
        assertThat(recorder.trace().calls())
                .extracting(Call::error)
                .containsExactly("IllegalStateException: gone");
    }

    @Test
    void theSameAgainWithTheSameAnswerIsToldOnce() {
        for (int i = 0; i < 1000; i++) {
            recorder.call(1, "toy-1", "offer", () -> "SENT");
        }
        recorder.call(1, "toy-1", "offer", () -> "FULL");

        assertThat(recorder.trace().calls())
                .extracting(Call::result, Call::times)
                .containsExactly(tuple("SENT", 1000), tuple("FULL", 1));
        assertThat(recorder.trace().callsOmitted()).isZero();
    }

    @Test
    void ofVeryMuchOnlyTheBeginningAndTheEndAreKept() {
        List<Integer> all = IntStream.range(0, 5000).boxed().toList();
        all.forEach(number -> recorder.call(1, "toy-1", "send", () -> number));

        Trace trace = recorder.trace();
        assertThat(trace.calls()).hasSizeLessThan(1000);
        assertThat(trace.calls().size() + trace.callsOmitted()).isEqualTo(5000);
        assertThat(trace.calls().get(0).result()).isEqualTo("0");
        assertThat(trace.calls().get(trace.calls().size() - 1).result()).isEqualTo("4999");
    }

    @Test
    void beginningAgainForgets() {
        runtime.start(WorkerSpec.command("cat"));
        recorder.beginAgain();
        runtime.workers().get(0).kill();

        assertThat(recorder.trace().calls()).extracting(Call::action).containsExactly("kill");
        assertThat(recorder.trace().events())
                .extracting(Event::to)
                .containsExactly(WorkerState.KILLING, WorkerState.STOPPED);
    }

    @Test
    void manyThreadsCanBeRecorded() throws InterruptedException {
        List<Thread> threads =
                IntStream.range(0, 8)
                        .mapToObj(
                                thread ->
                                        new Thread(
                                                () -> {
                                                    for (int i = 0; i < 500; i++) {
                                                        recorder.call(
                                                                1,
                                                                "toy-" + thread,
                                                                "send",
                                                                () -> "SENT");
                                                    }
                                                }))
                        .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        Trace trace = recorder.trace();
        assertThat(trace.calls().stream().mapToInt(Call::times).sum() + trace.callsOmitted())
                .isLessThanOrEqualTo(4000)
                .isPositive();
        assertThat(trace.calls()).allMatch(call -> call.took() != null);
    }
}
