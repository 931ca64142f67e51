package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A durable channel between a master and a worker of which one, the other or both are killed while
 * messages flow. {@code -Dworkerkit.kills=N} makes it more kills.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillCampaignTest {

    private static final int KILLS = Integer.getInteger("workerkit.kills", 9);
    private static final long RECOVERY_LIMIT_MICROS = 1_000_000;

    private final Random random = new Random(Long.getLong("workerkit.seed", System.nanoTime()));

    private Path place = Path.of("/");
    private int masters;
    private Process master;
    private BufferedReader workers;
    private long worker;

    @BeforeEach
    void makePlace() throws IOException {
        place = ChannelPair.newDirectory();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        if (master != null) {
            master.destroyForcibly();
        }
        killWorker();
        Deletion.of(place);
    }

    @Test
    void losesNothingAndRepeatsNothingThatWasAcknowledged() throws Exception {
        start("go on");
        for (int kill = 0; kill < KILLS; kill++) {
            Thread.sleep(random.nextInt(400));
            switch (kill % 3) {
                case 0 -> killWorker();
                case 1 -> killMaster();
                default -> {
                    killWorker();
                    killMaster();
                }
            }
            if (kill % 3 == 0) {
                awaitWorker();
            } else {
                start("go on");
            }
        }
        killMaster();
        start("finish");
        assertThat(master.waitFor(1, TimeUnit.MINUTES)).as("all is answered in time").isTrue();
        assertThat(master.exitValue()).isZero();
        master = null;

        List<Journal.Entry> masters = Journal.read(place.resolve("master.journal"));
        List<Journal.Entry> workers = Journal.read(place.resolve("worker.journal"));
        assertEachIsAnswered(masters);
        assertNoneIsSeenAgain(masters);
        assertNoneIsSeenAgain(workers);
        assertFirstDeliveriesAreInOrder(workers);
        assertNothingIsLeft();
        tell(masters, workers);
    }

    private void start(String fate) throws IOException {
        Path root = Files.createDirectory(place.resolve("r" + ++masters));
        master =
                ChildJvm.builder(
                                CampaignMaster.class,
                                root.toString(),
                                place.resolve("durable").toString(),
                                fate)
                        .redirectOutput(ProcessBuilder.Redirect.PIPE)
                        .start();
        workers = master.inputReader();
        awaitWorker();
    }

    private void awaitWorker() throws IOException {
        String line = workers.readLine();
        assertThat(line).as("the process id of a worker").isNotNull();
        worker = Long.parseLong(line);
    }

    private void killWorker() {
        Optional<ProcessHandle> process = worker == 0 ? Optional.empty() : ProcessHandle.of(worker);
        process.ifPresent(ProcessHandle::destroyForcibly);
    }

    private void killMaster() throws InterruptedException {
        master.destroyForcibly();
        master.waitFor();
    }

    private static void assertEachIsAnswered(List<Journal.Entry> masters) {
        Set<String> unanswered = new HashSet<>();
        for (Journal.Entry entry : masters) {
            if (entry.is("sent")) {
                unanswered.add(entry.key());
            }
        }
        for (Journal.Entry entry : masters) {
            if (entry.is("got")) {
                unanswered.remove(entry.key().split("/")[0]);
            }
        }
        assertThat(unanswered).as("messages that were sent and never answered").isEmpty();
    }

    private static void assertNoneIsSeenAgain(List<Journal.Entry> entries) {
        Set<String> acknowledged = new HashSet<>();
        Map<String, Integer> deliveries = new HashMap<>();
        for (Journal.Entry entry : entries) {
            if (entry.is("acknowledged")) {
                acknowledged.add(entry.key());
            } else if (entry.is("got")) {
                assertThat(acknowledged).as("acknowledged before").doesNotContain(entry.key());
                // One that was delivered and could not be noted is allowed for.
                assertThat(entry.attempts())
                        .as("attempts of " + entry.key())
                        .isGreaterThanOrEqualTo(deliveries.getOrDefault(entry.key(), 0));
                deliveries.merge(entry.key(), 1, Integer::sum);
            }
        }
    }

    private static void assertFirstDeliveriesAreInOrder(List<Journal.Entry> workers) {
        long last = -1;
        for (Journal.Entry entry : workers) {
            if (entry.is("got") && entry.attempts() == 0) {
                assertThat(Long.parseLong(entry.key())).isGreaterThan(last);
                last = Long.parseLong(entry.key());
            }
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(place.resolve("durable"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("master.lock", "worker.lock");
        }
    }

    private void tell(List<Journal.Entry> masters, List<Journal.Entry> workers) {
        // It includes the wait for the death of a worker whose master alone was killed.
        long[] recoveries =
                masters.stream()
                        .filter(entry -> entry.is("recovered"))
                        .mapToLong(Journal.Entry::attempts)
                        .sorted()
                        .toArray();
        long slowest = recoveries[recoveries.length - 1];
        System.out.printf(
                "%d kills: %d messages sent, %d redelivered to the worker, %d to the master,"
                        + " recovery %.1f ms, the slowest %.1f ms%n",
                KILLS,
                masters.stream().filter(entry -> entry.is("sent")).count(),
                workers.stream().filter(e -> e.is("got") && e.attempts() > 0).count(),
                masters.stream().filter(e -> e.is("got") && e.attempts() > 0).count(),
                recoveries[recoveries.length / 2] / 1000.0,
                slowest / 1000.0);
        assertThat(slowest).as("microseconds of recovery").isLessThan(RECOVERY_LIMIT_MICROS);
    }
}
