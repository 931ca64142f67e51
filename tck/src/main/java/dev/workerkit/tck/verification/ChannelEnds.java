package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.CpuMeter;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Farewell;
import dev.workerkit.tck.fixture.Firehose;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How channels end, how waiting is given up, and what waiting costs. */
class ChannelEnds {

    private static final int MANY = 500;

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement({"WRK-CHAN-004", "WRK-CHAN-005", "WRK-CHAN-015"})
    void aMasterThatClosesSendsNothingMoreAndReceivesAllTheSame() {
        Worker worker = stage.start(WorkerSpec.of(Echo.class));
        Channel channel = worker.channel();
        Inbox.numbersTo(MANY).forEach(channel::send);

        channel.close();
        channel.close();

        assertThat(channel.isClosed()).isTrue();
        assertThatThrownBy(() -> channel.send("late")).isInstanceOf(ChannelClosedException.class);
        assertThat(channel.offer("late")).isEqualTo(SendResult.CLOSED);
        assertThat(channel.send("late", Duration.ofMillis(1))).isEqualTo(SendResult.CLOSED);
        Inbox inbox = Inbox.of(channel);
        assertThat(inbox.nextNumbers(MANY)).isEqualTo(Inbox.numbersTo(MANY));
        inbox.assertEnd();
        assertThat(Stage.ended(worker).state()).isEqualTo(COMPLETED);
    }

    @Test
    @Requirement({"WRK-CHAN-004", "WRK-CHAN-005"})
    void aWorkerThatClosesIsHeardToTheEndAndReceivesAllTheSame() {
        Worker worker = stage.start(WorkerSpec.of(Farewell.class, MANY));
        Channel channel = worker.channel();

        Inbox inbox = Inbox.of(channel);
        assertThat(inbox.nextNumbers(MANY)).isEqualTo(Inbox.numbersTo(MANY));
        inbox.assertEnd();

        // Its messages may be faster than its word that it is ready.
        assertThat(Stage.await("the start", worker.ready()).state()).isEqualTo(RUNNING);
        channel.send("after the end");
        stage.awaitMark(worker, "received after the end");
        channel.close();
        Stage.ended(worker);
        assertThat(stage.marks(worker)).containsExactly("received after the end", "end");
    }

    @Test
    @Requirement("WRK-CHAN-014")
    void theLastWordsOfAWorkerThatHasEndedAreReceivedAndThenTheEnd() {
        Worker worker = stage.start(WorkerSpec.of(Firehose.class, MANY));
        Channel channel = worker.channel();
        assertThat(Stage.ended(worker).state()).isEqualTo(COMPLETED);

        Inbox inbox = Inbox.of(channel);
        assertThat(inbox.nextNumbers(MANY)).isEqualTo(Inbox.numbersTo(MANY));
        inbox.assertEnd();
        Stage.session()
                .await("the master's end is closed too", channel::isClosed, closed -> closed);
        assertThatThrownBy(() -> channel.send("late")).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    @Requirement("WRK-CHAN-014")
    void whoWaitsForAMessageHearsThatTheWorkerWasStopped() {
        Worker worker = stage.running(WorkerSpec.of(Echo.class));
        Channel channel = worker.channel();
        CompletableFuture<Object> waiting = Crowd.meanwhile(channel::receive);

        Stage.await("the stop", worker.stop());

        assertThatThrownBy(() -> Stage.await("the receive", waiting))
                .isInstanceOf(ChannelClosedException.class);
        Inbox.of(channel).assertEnd();
    }

    @Test
    @Requirement("WRK-CHAN-016")
    void anInterruptEndsAWaitingReceiveAndNothingElse() {
        Channel channel = stage.running(WorkerSpec.of(Echo.class)).channel();

        assertInterruptible(channel::receive);

        channel.send("going on");
        assertThat(Inbox.of(channel).next()).isEqualTo("going on");
    }

    @Test
    @Requirement("WRK-CHAN-016")
    void anInterruptEndsAWaitingSendAndNothingElse() {
        FullChannel full = FullChannel.on(stage);
        Channel channel = full.channel();

        assertInterruptible(
                () -> {
                    channel.send(full.nextMessage());
                    return "sent";
                });

        full.assertReturned();
        channel.send(new byte[] {42});
        assertThat(Inbox.of(channel).next(byte[].class)).containsExactly(42);
    }

    /** What waits is ended by an interrupt, which can still be seen afterwards. */
    private static void assertInterruptible(Callable<?> waiting) {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread =
                Crowd.threadDoing(
                        () -> {
                            assertThatThrownBy(waiting::call)
                                    .isInstanceOf(ChannelClosedException.class);
                            return Thread.currentThread().isInterrupted();
                        },
                        interrupted);
        thread.start();
        Stage.session()
                .await(
                        "the thread waits",
                        thread::getState,
                        state ->
                                state == Thread.State.WAITING
                                        || state == Thread.State.TIMED_WAITING
                                        || isInNativeWait(thread));

        thread.interrupt();

        assertThat(Stage.await("the wait is given up", interrupted))
                .as("interrupt status")
                .isTrue();
    }

    /** A thread that waits in the operating system is RUNNABLE to the JVM. */
    private static boolean isInNativeWait(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }

    @Test
    @Requirement("WRK-CHAN-017")
    void aWorkerThatWaitsForAMessageUsesNoCpu() {
        // What others in its JVM use can't be told from what it uses.
        Stage.assumeCan(Capability.JVM);
        Worker worker = stage.running(WorkerSpec.of(CpuMeter.class));

        Stage.session()
                .await(
                        "a window of 300 ms in which the worker uses less than 30 ms of CPU",
                        () -> millisUsedWithin(worker, Duration.ofMillis(300)),
                        used -> used < 30);
    }

    private static long millisUsedWithin(Worker worker, Duration window) {
        long before = CpuMeter.millisOf(worker);
        Stage.session()
                .throughout("the worker runs", window, worker::state, state -> state == RUNNING);
        return CpuMeter.millisOf(worker) - before;
    }
}
