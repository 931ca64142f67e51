package dev.workerkit.benchmarks.soak;

import dev.workerkit.PoolSnapshot;
import dev.workerkit.WorkerPool;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills members with SIGKILL at random times, as many on average as the plan says. */
final class Killer {

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
        List<PoolSnapshot.Member> prey = pool.snapshot().members();
        prey = prey.subList(plan.sparesFirst() ? 1 : 0, prey.size());
        List<PoolSnapshot.Member> busy = prey.stream().filter(PoolSnapshot.Member::isBusy).toList();
        // Each other time one that has something in hand: most of those that are idle have nothing.
        List<PoolSnapshot.Member> choice = random.nextBoolean() || busy.isEmpty() ? prey : busy;
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

    int kills() {
        return kills.get();
    }

    /** Kills no more. */
    void stop() throws InterruptedException {
        enough.countDown();
        thread.join();
    }
}
