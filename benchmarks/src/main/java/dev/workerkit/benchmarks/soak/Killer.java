package dev.workerkit.benchmarks.soak;

import dev.workerkit.PoolSnapshot;
import dev.workerkit.WorkerPool;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Kills members with SIGKILL at random times, as many on average as the plan says. */
final class Killer {

    private static final int MOST_LOOKS = 100;
    private static final long LOOK_NANOS = 200_000;

    private final WorkerPool pool;
    private final SoakPlan plan;
    private final Random random;
    private final AtomicInteger kills = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "soak-killer");

    /** Begins. */
    Killer(WorkerPool pool, SoakPlan plan) {
        this.pool = pool;
        this.plan = plan;
        this.random = new Random(plan.seed());
        if (plan.kills()) {
            thread.start();
        }
    }

    private void run() {
        try {
            while (!enough.await(pauseNanos(), TimeUnit.NANOSECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            // It ends.
        }
    }

    /** Without a memory, as crashes come. */
    private long pauseNanos() {
        return (long) (-Math.log(1 - random.nextDouble()) * plan.killEvery().toNanos());
    }

    private void kill() {
        // Each other time one that has something in hand: most of those that are idle have nothing.
        boolean atWork = random.nextBoolean();
        List<PoolSnapshot.Member> choice = prey(atWork);
        for (int look = 0; atWork && choice.isEmpty() && look < MOST_LOOKS; look++) {
            LockSupport.parkNanos(LOOK_NANOS);
            choice = prey(true);
        }
        if (choice.isEmpty()) {
            choice = prey(false);
        }
        PoolSnapshot.Member victim = choice.get(random.nextInt(choice.size()));
        // One that is being started already is killed as well.
        victim.worker()
                .pid()
                .ifPresent(
                        pid ->
                                ProcessHandle.of(pid)
                                        .filter(ProcessHandle::destroyForcibly)
                                        .ifPresent(process -> kills.incrementAndGet()));
    }

    private List<PoolSnapshot.Member> prey(boolean atWork) {
        return pool.snapshot().members().stream()
                .skip(plan.sparesFirst() ? 1 : 0)
                .filter(member -> !atWork || member.isBusy())
                .toList();
    }

    int kills() {
        return kills.get();
    }

    /** Kills no more. */
    void stop() throws InterruptedException {
        enough.countDown();
        thread.join();
    }
}
