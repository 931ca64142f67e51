package dev.workerkit.container.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.PoolMessage;
import dev.workerkit.PoolSpec;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.container.Await;
import dev.workerkit.container.engine.SwarmTask;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Squaring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools over three machines, one of which may die. */
@Timeout(300)
class PoolsSwarmTest extends OnThreeNodes {

    private static final int MEMBERS = 6;

    private static WorkerSpec lasting(Class<?> type) {
        return WorkerSpec.of(type)
                .withRestart(
                        RestartPolicy.always().withDelay(Backoff.constant(Duration.ofMillis(100))));
    }

    private WorkerPool pool(Class<?> type) {
        WorkerPool pool = runtime.startPool(PoolSpec.of(lasting(type)).withSize(MEMBERS));
        pool.ready().orTimeout(LIMIT, TimeUnit.SECONDS).join();
        return pool;
    }

    private static Map<String, Integer> spread(WorkerPool pool) {
        Map<String, Integer> counts = new TreeMap<>();
        pool.members().forEach(worker -> counts.merge(nodes.nodeOf(worker), 1, Integer::sum));
        return counts;
    }

    private static void squares(WorkerPool pool, int count) {
        List<CompletableFuture<Integer>> results =
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> pool.submit(number, Integer.class))
                        .toList();
        for (int number = 1; number <= count; number++) {
            assertThat(results.get(number - 1).orTimeout(LIMIT, TimeUnit.SECONDS).join())
                    .isEqualTo(number * number);
        }
    }

    @Test
    void itsMembersAreSpreadAndDoItsWorkThoughSomeDieOverIt() {
        WorkerPool pool = pool(Squaring.class);

        assertThat(spread(pool))
                .hasSize(3)
                .allSatisfy((node, count) -> assertThat(count).isEqualTo(2));
        // Each number that can be divided by ten is the end of a member, once.
        squares(pool, 40);

        assertThat(pool.members().stream().mapToInt(each -> each.snapshot().incarnation()).sum())
                .isGreaterThan(MEMBERS);
    }

    @Test
    void messagesGoBothWays() {
        WorkerPool pool = pool(Echo.class);
        Set<Object> sent = new TreeSet<>();
        for (int number = 0; number < 100; number++) {
            String text = "message " + number;
            assertThat(pool.send(text, Duration.ofSeconds(LIMIT))).isEqualTo(SendResult.SENT);
            sent.add(text);
        }

        Set<Object> received = new TreeSet<>();
        for (int number = 0; number < 100; number++) {
            PoolMessage message = pool.receive(Duration.ofSeconds(LIMIT));
            assertThat(message).isNotNull();
            received.add(message.message());
        }

        assertThat(received).isEqualTo(sent);
    }

    @Test
    void aTaskThatIsKilledOnItsNodeIsReplacedAsThePolicySays() {
        Worker worker = runtime.start(lasting(Echo.class));
        worker.ready().orTimeout(LIMIT, TimeUnit.SECONDS).join();
        int node = Integer.parseInt(nodes.nodeOf(worker).substring("node".length()));
        SwarmTask task = nodes.tasks(worker).get(0);

        long begin = System.nanoTime();
        nodes.engine(node).containers().of(task.container().orElseThrow()).kill("SIGKILL");

        Await.until("its next incarnation runs", Duration.ofSeconds(LIMIT), () -> runs(worker, 2));
        System.out.println("Replaced after " + millisSince(begin) + " ms");
        assertThat(worker.snapshot().lastExit()).contains(new WorkerExit.Code(137));
    }

    private static boolean runs(Worker worker, int incarnation) {
        return worker.snapshot().incarnation() >= incarnation
                && worker.snapshot().state() == WorkerState.RUNNING;
    }

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    @Test
    void theMembersOnANodeThatDiesComeAgainOnLiveOnes() throws Exception {
        WorkerPool pool = pool(Squaring.class);
        List<Worker> there = new ArrayList<>();
        for (Worker each : pool) {
            if (nodes.nodeOf(each).equals("node3")) {
                there.add(each);
            }
        }
        assertThat(there).hasSize(2);

        nodes.kill("node3");
        long begin = System.nanoTime();
        try {
            Await.until(
                    "both are noticed",
                    Duration.ofSeconds(LIMIT),
                    () -> there.stream().allMatch(each -> each.snapshot().lastExit().isPresent()));
            System.out.println("Noticed after " + millisSince(begin) + " ms");
            Await.until(
                    "both run again",
                    Duration.ofSeconds(LIMIT),
                    () -> there.stream().allMatch(each -> runs(each, 2)));
            System.out.println("Rescheduled after " + millisSince(begin) + " ms");

            assertThat(there.get(0).snapshot().lastExit().orElseThrow().describe())
                    .startsWith("lost: ");
            assertThat(spread(pool)).containsOnlyKeys("node1", "node2");
            squares(pool, 9);
        } finally {
            pool.close();
            runtime.close();
            nodes.revive();
        }
    }
}
