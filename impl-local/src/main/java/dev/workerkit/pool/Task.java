package dev.workerkit.pool;

import dev.workerkit.MessageCodec;
import dev.workerkit.TaskFailedException;
import dev.workerkit.channel.FrameKind;
import dev.workerkit.channel.Received;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The future of a task. A thread that waits for it receives itself for a while from the member that
 * performs it, which spares the hand-over between two threads; then it sleeps, and the member's
 * attendant wakes it.
 *
 * <p>Whoever receives an answer completes the future, unless others have chained something to it:
 * that may block, so it runs on the executor.
 */
final class Task<T> extends CompletableFuture<T> {

    private final long id;
    private final Class<T> type;
    private final MessageCodec codec;
    private final Executor executor;

    /** Threads that sleep until it is done; each counts as a dependent of the future. */
    private final AtomicInteger sleepers = new AtomicInteger();

    /** Whether something was chained to it, or is about to be. */
    private volatile boolean chained;

    private volatile @Nullable Member performer;

    /**
     * A task that is still to be given to somebody.
     *
     * @param id no other task of the pool has it; not 0
     * @param type of the result
     * @param codec decodes the result
     * @param executor may be blocked
     */
    Task(long id, Class<T> type, MessageCodec codec, Executor executor) {
        this.id = id;
        this.type = type;
        this.codec = codec;
        this.executor = executor;
    }

    long id() {
        return id;
    }

    /** It was given to this member. */
    void givenTo(Member member) {
        performer = member;
    }

    /** Its answer has come. */
    void settle(Received answer, Member from) {
        if (isChained()) {
            executor.execute(() -> outcome(answer, from).run());
            return;
        }
        Runnable outcome = outcome(answer, from);
        // Again, for to decode takes time, and a caller may have just got the future.
        if (isChained()) {
            executor.execute(outcome);
        } else {
            outcome.run();
        }
    }

    /** Whether others than sleepers depend on it. */
    private boolean isChained() {
        return chained || getNumberOfDependents() > sleepers.get();
    }

    /** Called before anything is chained to it. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        chained = true;
        return new CompletableFuture<>();
    }

    private Runnable outcome(Received answer, Member from) {
        if (answer.kind() == FrameKind.FAILURE) {
            String reason = StandardCharsets.UTF_8.decode(answer.bytes()).toString();
            return () -> completeExceptionally(new TaskFailedException(from.name(), reason));
        }
        try {
            T result = answer.message(type);
            return () -> complete(result);
        } catch (RuntimeException | StackOverflowError e) {
            return () -> completeExceptionally(e);
        }
    }

    /** It will not be done. */
    void fail(RuntimeException reason) {
        executor.execute(() -> completeExceptionally(reason));
    }

    private void receive() {
        Member member = performer;
        if (member != null && !isDone()) {
            member.reception().receiveFor(this);
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        receive();
        sleepers.incrementAndGet();
        try {
            return super.get();
        } finally {
            sleepers.decrementAndGet();
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        receive();
        sleepers.incrementAndGet();
        try {
            return super.get(timeout, unit);
        } finally {
            sleepers.decrementAndGet();
        }
    }

    @Override
    public T join() {
        receive();
        sleepers.incrementAndGet();
        try {
            return super.join();
        } finally {
            sleepers.decrementAndGet();
        }
    }
}
