package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Resources;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Alone;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Glutton;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much of the machine a worker gets. */
class Sizes {

    private static final long MEBI = 1L << 20;
    private static final int BYTES = 100_000;
    private static final int LONGEST = 1024;
    private static final int SMALL_CHANNEL = 64 * 1024;
    private static final Pattern LEAST = Pattern.compile("\\buse (\\d+)");
    private static final Resources SMALL = Resources.of(1, 32 * MEBI);

    /** Holds what it is given until there is a line's end, which there never is. */
    private static final String DEVOURING = "tail /dev/zero";

    /** Holds three times as much as a small worker may, and then no more. */
    private static final String EATING_TOO_MUCH = "head -c 100000000 /dev/zero | tail";

    @RegisterExtension final Stage stage = new Stage();

    private Worker small(String script) {
        return stage.start(
                Workers.script(script).withResources(SMALL).withRestart(RestartPolicy.never()));
    }

    @Test
    @Requirement({"WRK-RES-001", "WRK-RES-006"})
    void aWorkerThatUsesMoreMemoryThanItsLimitEndsAndNothingElseDoes() {
        Worker neighbour = stage.armed(Workers.lasting().withResources(SMALL));

        Worker itself = small("exec " + DEVOURING);
        Worker byAChild = small("( " + EATING_TOO_MUCH + " ) & wait; sleep 1000000");

        for (Worker worker : List.of(itself, byAChild)) {
            assertThat(Stage.ended(worker).state()).isEqualTo(FAILED);
            assertThat(worker.snapshot().lastExit())
                    .as("the end of %s", worker.spec().launch())
                    .contains(new WorkerExit.OutOfMemory());
        }
        assertThat(neighbour.state()).isEqualTo(RUNNING);
        assertThat(neighbour.snapshot().incarnation()).isEqualTo(1);
    }

    @Test
    @Requirement("WRK-RES-001")
    void aWorkerThatKeepsToItsLimitLivesOn() {
        Worker worker =
                small(
                        Scripts.withMarks(
                                "head -c 12000000 /dev/zero | tail | wc -c; mark full;"
                                        + Scripts.lasting()));

        stage.awaitMark(worker, "armed");

        assertThat(worker.state()).isEqualTo(RUNNING);
    }

    @Test
    @Requirement("WRK-RES-006")
    void noOtherEndIsToldAsOneForWantOfMemory() {
        Worker killed = small(Scripts.dyingBy(9));
        Worker exited = small("exit 137");

        assertThat(Stage.ended(killed).lastExit().orElseThrow())
                .isNotInstanceOf(WorkerExit.OutOfMemory.class);
        assertThat(Stage.ended(exited).lastExit()).contains(new WorkerExit.Code(137));
    }

    @Test
    @Alone("it measures processor time")
    @Requirement("WRK-RES-002")
    void aWorkerGetsNoMoreProcessorTimeThanItsLimit() {
        for (double cpus : new double[] {0.25, 0.5}) {
            Worker worker =
                    stage.armed(
                            Workers.script(Scripts.withMarks(SPINNING))
                                    .withResources(Resources.of(cpus, 64 * MEBI)));
            List<String> told =
                    stage.awaitMarks(
                            worker,
                            "of three looks",
                            marks -> stage.marks(worker, "look").size() >= 3);
            assertThat(told).isNotEmpty();
            List<Look> looks = stage.marks(worker, "look").stream().map(Look::parse).toList();
            assertThat(looks.get(2).since(looks.get(0)))
                    .as("processors used of %s", cpus)
                    .isBetween(cpus / 3, cpus * 1.2);
            Stage.await("the kill", worker.kill());
        }
    }

    /** Uses all processors that it can have, and looks at the clock and at the time of its own. */
    private static final String SPINNING =
            """
            for one in 1 2 3; do ( while :; do :; done ) & pids="$pids $!"; done
            mark armed
            for round in 1 2 3; do
                ticks=0
                for pid in $pids; do
                    read -r stat < /proc/$pid/stat
                    set -- ${stat##*) }
                    ticks=$((ticks + ${12} + ${13}))
                done
                read -r uptime rest < /proc/uptime
                mark "look $uptime $ticks"
                sleep 1
            done
            wait
            """;

    /** What the kernel says: a time in seconds, and time of processors in hundredths. */
    private record Look(double time, long ticks) {

        static Look parse(String text) {
            String[] words = text.split(" ");
            return new Look(Double.parseDouble(words[0]), Long.parseLong(words[1]));
        }

        double since(Look before) {
            return (ticks - before.ticks) / 100.0 / (time - before.time);
        }
    }

    @Test
    @Requirement("WRK-RES-003")
    void theHeapOfAJavaWorkerFitsItsLimit() {
        long limit = 192 * MEBI;
        // What is for the channel (WRK-RES-005) is not for the heap.
        Worker worker =
                stage.running(
                        WorkerSpec.of(Glutton.class)
                                .withResources(Resources.of(1, limit))
                                .withChannel(ChannelSpec.json().withCapacityBytes(512 << 20)));

        long heap = Glutton.heap(worker);
        assertThat(heap).isBetween(limit / 5, limit - limit / 10);
        // What it may have it can have.
        Glutton.devour(worker, heap * 7 / 10);
        assertThat(worker.state()).isEqualTo(RUNNING);
        assertThat(worker.snapshot().incarnation()).isEqualTo(1);
    }

    @Test
    @Requirement("WRK-RES-003")
    void memoryThatIsTooSmallForAJvmIsRefusedWithTheLeastThatIsEnough() {
        long tooFew = 16 * MEBI;
        SpecException refused =
                catchThrowableOfType(SpecException.class, () -> stage.start(glutton(tooFew)));
        assertThat(refused).isNotNull();
        assertThat(refused.field()).isEqualTo("resources.memoryBytes");
        assertThat(refused).hasMessageContaining(String.valueOf(tooFew));
        Matcher told = LEAST.matcher(refused.getMessage());
        assertThat(told.find()).as("what is enough: %s", refused.getMessage()).isTrue();

        Worker worker = stage.running(glutton(Long.parseLong(told.group(1))));
        assertThat(Glutton.heap(worker)).isPositive();
        assertThat(worker.snapshot().incarnation()).isEqualTo(1);
    }

    private static WorkerSpec glutton(long bytes) {
        return WorkerSpec.of(Glutton.class)
                .withResources(Resources.of(1, bytes))
                .withChannel(
                        ChannelSpec.json()
                                .withMaxMessageBytes(LONGEST)
                                .withCapacityBytes(SMALL_CHANNEL));
    }

    @Test
    @Requirement("WRK-RES-005")
    void whatWaitsInTheChannelIsNotTheWorkersMemory() {
        int messages = 1500;
        String message = "x".repeat(BYTES);
        Worker worker =
                stage.running(
                        WorkerSpec.of(Glutton.class)
                                .withResources(Resources.of(1, 128 * MEBI))
                                .withChannel(ChannelSpec.json().withCapacityBytes(256 << 20)));
        Channel channel = worker.channel();

        // The worker writes far more than its memory, and nobody reads it yet.
        channel.send(List.of("send", messages, BYTES));
        Stage.session()
                .await(
                        "the worker has written",
                        Duration.ofSeconds(60),
                        () -> stage.marks(worker),
                        marks -> marks.contains(Glutton.SENT));
        for (int i = 0; i < messages; i++) {
            assertThat(Inbox.of(channel).next(String.class)).hasSize(BYTES);
        }
        // And the other way round: it sleeps while as much is written for it.
        channel.send(List.of("sleep", 3000));
        for (int i = 0; i < messages; i++) {
            channel.send(List.of("ignore", message));
        }
        assertThat(Glutton.heap(worker)).isPositive();
        assertThat(worker.state()).isEqualTo(RUNNING);
        assertThat(worker.snapshot().incarnation()).isEqualTo(1);
    }
}
