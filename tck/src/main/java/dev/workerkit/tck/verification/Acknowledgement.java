package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Delivery;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Clumsy;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Picky;
import dev.workerkit.tck.fixture.Squaring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message counts as taken when it is acknowledged, and comes again otherwise. */
class Acknowledgement {

    private static final ChannelSpec ACKNOWLEDGED = ChannelSpec.json().withAcknowledgement();
    private static final Duration USUAL = Duration.ofSeconds(10);

    @RegisterExtension final Stage stage = new Stage();

    private Worker start(WorkerSpec spec) {
        return stage.running(spec.withChannel(ACKNOWLEDGED));
    }

    @Test
    @Requirement({"WRK-DURABLE-001", "WRK-DURABLE-003"})
    void theMessageInHandComesAgainAfterADeathAndNothingElseIsARedelivery() {
        Channel channel = start(WorkerSpec.of(Clumsy.class)).channel();

        for (String message : List.of("a", "halt 1", "b", "halt 2", "c")) {
            channel.send(message);
        }

        assertThat(Inbox.of(channel).next(5))
                .containsExactly(
                        List.of("a", 0),
                        List.of("halt 1", 1),
                        List.of("b", 0),
                        List.of("halt 2", 1),
                        List.of("c", 0));
    }

    @Test
    @Requirement({"WRK-DURABLE-002", "WRK-DURABLE-004"})
    void acknowledgementsCountInAnyOrderByAnyThreadAndTwice() {
        Channel channel = start(WorkerSpec.of(Picky.class, 6)).channel();

        for (int number = 1; number <= 8; number++) {
            channel.send(number);
        }

        assertThat(Inbox.of(channel).next(5))
                .containsExactly(
                        List.of(2, 1), List.of(4, 1), List.of(6, 1), List.of(7, 0), List.of(8, 0));
    }

    @Test
    @Requirement("WRK-DURABLE-005")
    void anEventedWorkerAcknowledgesWhatItHasDealtWithAndNotWhatItThrewAt() {
        Channel channel = start(WorkerSpec.of(Clumsy.class)).channel();

        for (String message : List.of("a", "throw", "b")) {
            channel.send(message);
        }

        assertThat(Inbox.of(channel).next(3))
                .containsExactly(List.of("a", 0), List.of("throw", 1), List.of("b", 0));
    }

    @Test
    @Requirement("WRK-DURABLE-005")
    void aMessageThatIsFinishedDuringAStopIsAcknowledged() {
        Worker worker = start(WorkerSpec.of(Clumsy.class));
        Channel channel = worker.channel();
        channel.send(Clumsy.HOLD);
        channel.send("next");
        assertThat(Inbox.of(channel).next()).isEqualTo(Clumsy.IN_HAND);

        Stage.await("the worker is restarted", worker.restart());

        assertThat(Inbox.of(channel).next()).isEqualTo(List.of("next", 0));
    }

    @Test
    @Requirement("WRK-DURABLE-006")
    void aTaskWorkerSendsOneResultForEachTaskWhateverItsDeaths() {
        Channel channel = start(WorkerSpec.of(Squaring.class)).channel();
        List<Integer> squares = new ArrayList<>();

        for (int number = 1; number <= 15; number++) {
            channel.send(number);
            squares.add(number * number);
        }

        assertThat(Inbox.of(channel).nextNumbers(15)).isEqualTo(squares);
    }

    @Test
    @Requirement("WRK-DURABLE-007")
    void whatIsNotAcknowledgedTakesRoom() {
        String message = Clumsy.HOLD + "x".repeat(500);
        Worker worker =
                stage.running(
                        WorkerSpec.of(Clumsy.class)
                                .withChannel(
                                        ACKNOWLEDGED
                                                .withMaxMessageBytes(1000)
                                                .withCapacityBytes(1000)));
        Channel channel = worker.channel();
        channel.send(message);
        assertThat(Inbox.of(channel).next()).isEqualTo(Clumsy.IN_HAND);

        assertThat(channel.offer(message))
                .as("an offer while as much is in hand and not acknowledged")
                .isEqualTo(SendResult.FULL);
        Stage.await("the worker is restarted", worker.restart());

        assertThat(channel.send(message, Stage.session().patience(USUAL)))
                .as("an offer when all is acknowledged")
                .isEqualTo(SendResult.SENT);
    }

    @Test
    @Requirement({"WRK-DURABLE-004", "WRK-DURABLE-007"})
    void theMasterMakesRoomByAcknowledging() {
        String message = "x".repeat(500);
        Channel channel =
                stage.running(
                                WorkerSpec.of(Echo.class)
                                        .withChannel(
                                                ACKNOWLEDGED
                                                        .withMaxMessageBytes(1000)
                                                        .withCapacityBytes(1000)))
                        .channel();
        channel.send(message);
        Delivery first = take(channel);
        channel.send(message);

        Stage.session()
                .throughout(
                        "nothing comes while as much is not acknowledged",
                        Duration.ofMillis(200),
                        () -> channel.take(Duration.ZERO),
                        another -> another == null);
        first.acknowledge();
        first.acknowledge();

        assertThat(take(channel).message()).isEqualTo(message);
        assertThat(first.message()).as("the message after that").isEqualTo(message);
    }

    private static Delivery take(Channel channel) {
        Delivery delivery = channel.take(Stage.session().patience(USUAL));
        assertThat(delivery).as("a delivery within the usual time").isNotNull();
        return delivery;
    }
}
