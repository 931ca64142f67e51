package dev.workerkit.tck.sabotage;

import static java.util.Comparator.comparingLong;

import dev.workerkit.DeadLetter;
import dev.workerkit.PoolMessage;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.PoolUnavailableException;
import dev.workerkit.SendResult;
import dev.workerkit.TaskFailedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.tck.forwarding.ForwardingPool;
import dev.workerkit.tck.sabotage.worker.Accomplice;
import dev.workerkit.tck.sabotage.worker.Unflagging;
import dev.workerkit.worker.TaskWorker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Pools that lose, repeat or misdirect the work that they are given. */
final class PoolWorkSabotages {

    private PoolWorkSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "pool-does-some-tasks-twice",
                        "WRK-POOL-002",
                        "Gives one task in ten to two members",
                        Deed.toPool(Doubling::new)),
                Sabotage.of(
                        "pool-answers-failures-with-nothing",
                        "WRK-POOL-002",
                        "Takes a task that failed for one without a result",
                        Deed.toPool(SwallowingFailures::new)),
                Sabotage.of(
                        "pool-works-in-order",
                        "WRK-POOL-002",
                        "Begins no task before the one before it is done",
                        Deed.toPool(InOrder::new)),
                Sabotage.of(
                        "pool-passes-over-the-idle",
                        "WRK-POOL-003",
                        "Gives a message to a member that is busy though another is idle",
                        Deed.toPool(PassingOverTheIdle::new)),
                Sabotage.of(
                        "pool-messages-of-the-first-incarnation",
                        "WRK-POOL-004",
                        "Tells of each message that the first incarnation sent it",
                        Deed.toPool(FirstIncarnation::new)),
                Sabotage.of(
                        "pool-receives-the-last-first",
                        "WRK-POOL-004",
                        "Receives of the messages that wait the last one first",
                        Deed.toPool(LastFirst::new)),
                Sabotage.of(
                        "pool-unflagged-redeliveries",
                        "WRK-POOL-005",
                        "Does not tell a member that another had begun a task",
                        Deed.toSpec(
                                spec ->
                                        Accomplice.around(
                                                spec, TaskWorker.class, Unflagging.class))),
                Sabotage.of(
                                "pool-gives-up-at-the-first-death",
                                "WRK-POOL-005",
                                "Gives a task up when one member has died over it",
                                PoolSabotages.toPoolSpec(spec -> spec.withPoisonAfter(1)))
                        .alsoBreaking("WRK-POOL-006"),
                Sabotage.of(
                        "pool-needs-one-victim-more",
                        "WRK-POOL-006",
                        "Gives a task up one death later than it was told to",
                        PoolSabotages.toPoolSpec(
                                spec -> spec.withPoisonAfter(spec.poisonAfter() + 1))),
                Sabotage.of(
                        "pool-forgets-dead-letters",
                        "WRK-POOL-006",
                        "Keeps no dead letters",
                        Deed.toPool(ForgettingDeadLetters::new)),
                Sabotage.of(
                        "pool-close-leaves-futures-open",
                        "WRK-POOL-012",
                        "Leaves open for ever what could not be finished before the close",
                        Deed.toPool(LeavingOpen::new)),
                Sabotage.of(
                        "pool-close-kills",
                        "WRK-POOL-012",
                        "Kills its members when it is closed, whatever they do",
                        Deed.toPool(KillingAtClose::new)));
    }

    private static final class Doubling extends ForwardingPool {

        private final AtomicInteger tasks = new AtomicInteger();

        Doubling(WorkerPool pool) {
            super(pool);
        }

        @Override
        public <T> CompletableFuture<T> submit(Object task, Class<T> type) {
            if (tasks.incrementAndGet() % 10 == 0) {
                super.submit(task, type);
            }
            return super.submit(task, type);
        }
    }

    private static final class SwallowingFailures extends ForwardingPool {

        SwallowingFailures(WorkerPool pool) {
            super(pool);
        }

        @Override
        public <T> CompletableFuture<T> submit(Object task, Class<T> type) {
            return super.submit(task, type).exceptionally(SwallowingFailures::nothing);
        }

        @SuppressWarnings("NullAway") // That is what is wrong with it.
        private static <T> @Nullable T nothing(Throwable thrown) {
            if (thrown instanceof TaskFailedException) {
                return null;
            }
            throw new CompletionException(thrown);
        }
    }

    private static final class InOrder extends ForwardingPool {

        private CompletableFuture<?> last = CompletableFuture.completedFuture("none");

        InOrder(WorkerPool pool) {
            super(pool);
        }

        @Override
        public synchronized <T> CompletableFuture<T> submit(Object task, Class<T> type) {
            CompletableFuture<T> next =
                    last.handle((value, thrown) -> task)
                            .thenCompose(same -> super.submit(same, type));
            last = next;
            return next;
        }
    }

    private static final class PassingOverTheIdle extends ForwardingPool {

        PassingOverTheIdle(WorkerPool pool) {
            super(pool);
        }

        @Override
        public SendResult offer(Object message) {
            Worker idle = idle();
            idle.stop().join();
            SendResult result = super.offer(message);
            idle.start();
            return result;
        }

        private Worker idle() {
            List<PoolSnapshot.Member> members = snapshot().members();
            PoolSnapshot.Member least =
                    members.stream()
                            .min(comparingLong(PoolSnapshot.Member::unfinished))
                            .orElseThrow();
            return members().get(members.indexOf(least));
        }
    }

    /** Hands out other messages than came. */
    private abstract static class Receiving extends ForwardingPool {

        Receiving(WorkerPool pool) {
            super(pool);
        }

        @Override
        public final @Nullable PoolMessage receive(Duration timeout) {
            return receive(timeout, Object.class);
        }
    }

    private static final class FirstIncarnation extends Receiving {

        FirstIncarnation(WorkerPool pool) {
            super(pool);
        }

        @Override
        public @Nullable PoolMessage receive(Duration timeout, Class<?> type) {
            PoolMessage of = super.receive(timeout, type);
            return of == null ? null : new PoolMessage(of.message(), of.worker(), of.name(), 1);
        }
    }

    private static final class LastFirst extends Receiving {

        private static final int MOST = 8;

        private final Deque<PoolMessage> waiting = new ArrayDeque<>();

        LastFirst(WorkerPool pool) {
            super(pool);
        }

        @Override
        public synchronized @Nullable PoolMessage receive(Duration timeout, Class<?> type) {
            if (waiting.isEmpty()) {
                PoolMessage next = super.receive(timeout, type);
                while (next != null && waiting.size() < MOST) {
                    waiting.push(next);
                    next = super.receive(TamperedChannel.MOMENT, type);
                }
                if (next != null) {
                    waiting.push(next);
                }
            }
            return waiting.poll();
        }
    }

    private static final class ForgettingDeadLetters extends ForwardingPool {

        ForgettingDeadLetters(WorkerPool pool) {
            super(pool);
        }

        @Override
        public List<DeadLetter> deadLetters() {
            return List.of();
        }
    }

    private static final class LeavingOpen extends ForwardingPool {

        LeavingOpen(WorkerPool pool) {
            super(pool);
        }

        @Override
        public <T> CompletableFuture<T> submit(Object task, Class<T> type) {
            CompletableFuture<T> open = new CompletableFuture<>();
            super.submit(task, type)
                    .whenComplete(
                            (value, thrown) -> {
                                if (thrown == null) {
                                    open.complete(value);
                                } else if (!(thrown instanceof PoolUnavailableException)) {
                                    open.completeExceptionally(thrown);
                                }
                            });
            return open;
        }
    }

    private static final class KillingAtClose extends ForwardingPool {

        KillingAtClose(WorkerPool pool) {
            super(pool);
        }

        @Override
        public void close() {
            members().forEach(member -> member.kill().join());
            super.close();
        }
    }
}
