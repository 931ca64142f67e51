package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerkit.Channel;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Fragile;
import dev.workerkit.tck.fixture.Tardy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In which order messages arrive, how often, and how many may wait. */
class ChannelOrder {

    private static final int MANY = 5000;

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement({"WRK-CHAN-002", "WRK-CHAN-003"})
    void messagesArriveOnceInTheOrderInWhichTheyWereSent() {
        Channel channel = stage.start(WorkerSpec.of(Echo.class)).channel();
        CompletableFuture<Void> sender =
                Crowd.meanwhile(
                        () -> {
                            Inbox.numbersTo(MANY).forEach(channel::send);
                            return null;
                        });

        assertThat(Inbox.of(channel).nextNumbers(MANY)).isEqualTo(Inbox.numbersTo(MANY));
        Stage.await("the sender is done", sender);
        assertThat(channel.poll()).as("one message more").isNull();
    }

    @Test
    @Requirement({"WRK-CHAN-003", "WRK-CHAN-013"})
    void messagesOfManySendersReachManyReceiversOnce() {
        int each = 500;
        int senders = 4;
        Channel channel = stage.start(WorkerSpec.of(Echo.class)).channel();
        AtomicInteger left = new AtomicInteger(each * senders);

        List<List<String>> results =
                Crowd.of(2 * senders)
                        .each(
                                member ->
                                        member < senders
                                                ? send(channel, member, each)
                                                : receive(channel, left));

        List<String> sent = results.subList(0, senders).stream().flatMap(List::stream).toList();
        List<String> received =
                results.subList(senders, 2 * senders).stream().flatMap(List::stream).toList();
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(channel.poll()).as("one message more").isNull();
    }

    private static List<String> send(Channel channel, int member, int count) {
        List<String> messages =
                IntStream.range(0, count).mapToObj(i -> "sender " + member + ", " + i).toList();
        messages.forEach(channel::send);
        return messages;
    }

    private static List<String> receive(Channel channel, AtomicInteger left) {
        List<String> received = new ArrayList<>();
        while (left.get() > 0) {
            @Nullable String message = channel.receive(Duration.ofMillis(20), String.class);
            if (message != null) {
                left.decrementAndGet();
                received.add(message);
            }
        }
        return received;
    }

    @Test
    @Requirement({"WRK-CHAN-002", "WRK-CHAN-013"})
    void whatOneOfManySendersSendsStaysInItsOrder() {
        int each = 500;
        int senders = 3;
        Channel channel = stage.start(WorkerSpec.of(Echo.class)).channel();

        CompletableFuture<List<List<String>>> sent =
                Crowd.meanwhile(
                        () -> Crowd.of(senders).each(member -> send(channel, member, each)));

        List<Object> received = Inbox.of(channel).next(senders * each);
        for (List<String> messages : Stage.await("the senders are done", sent)) {
            assertThat(received).containsSubsequence(messages);
        }
    }

    @Test
    @Requirement("WRK-CHAN-008")
    void messagesMayBeSentBeforeTheWorkerIsReady() {
        Worker worker = stage.start(WorkerSpec.of(Tardy.class, 1000));

        worker.channel().send("early");

        // A machine that is very busy may have let all that time pass.
        assumeThat(worker.state()).isEqualTo(STARTING);
        assertThat(Inbox.of(worker.channel()).next()).isEqualTo("early");
    }

    @Test
    @Requirement("WRK-CHAN-007")
    void whatWasNotTakenWhenAnIncarnationDiedReachesTheNextInOrder() {
        Worker worker = stage.start(WorkerSpec.of(Fragile.class));
        Channel channel = worker.channel();
        channel.send("before");
        channel.send(Fragile.BLOW);
        Inbox.numbersTo(200).forEach(channel::send);

        Inbox inbox = Inbox.of(channel);
        assertThat(inbox.next()).as("what the dead incarnation had sent").isEqualTo("before");
        Object next = inbox.next();
        // The message in hand may be lost, or come again.
        List<Object> received = new ArrayList<>(inbox.next(next.equals(Fragile.BLOW) ? 200 : 199));
        if (!next.equals(Fragile.BLOW)) {
            received.add(0, next);
        }
        assertThat(received).isEqualTo(Inbox.numbersTo(200));
        assertThat(worker.snapshot().incarnation()).isEqualTo(2);
        assertThat(channel.poll()).as("one message more").isNull();
    }

    @Test
    @Requirement("WRK-CHAN-007")
    void aReceiveWaitsThroughTheEndOfAnIncarnation() {
        Worker worker = stage.running(WorkerSpec.of(Echo.class));
        Channel channel = worker.channel();
        CompletableFuture<Object> waiting = Crowd.meanwhile(channel::receive);

        Stage.await("the restart", worker.restart());
        channel.send("after the restart");

        assertThat(Stage.await("the receive that waited", waiting)).isEqualTo("after the restart");
    }

    @Test
    @Requirement({"WRK-CHAN-006", "WRK-CHAN-003"})
    void aFullDirectionTakesNoMoreAndLosesNothing() {
        FullChannel full = FullChannel.on(stage);
        Channel channel = full.channel();

        assertThat(full.accepted() * FullChannel.MESSAGE)
                .as("bytes that wait in both directions and in the worker's hand")
                .isBetween(2 * FullChannel.MESSAGE, 2 * FullChannel.CAPACITY + FullChannel.MESSAGE);
        assertThat(channel.offer(full.nextMessage())).isEqualTo(SendResult.FULL);
        assertThat(channel.send(full.nextMessage(), Duration.ofMillis(20)))
                .isEqualTo(SendResult.FULL);
        CompletableFuture<String> waiting =
                Crowd.meanwhile(
                        () -> {
                            channel.send(full.nextMessage());
                            return "sent";
                        });
        Stage.session()
                .throughout(
                        "a send to a full channel waits",
                        Duration.ofMillis(30),
                        waiting::isDone,
                        done -> !done);

        full.assertReturned();
        assertThat(Inbox.of(channel).next(byte[].class)).isEqualTo(full.nextMessage());
        assertThat(Stage.await("the send that waited", waiting)).isEqualTo("sent");
    }
}
