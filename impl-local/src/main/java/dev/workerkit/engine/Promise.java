package dev.workerkit.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The one future of all callers who wait for the same. Callers may ask again and again for as long
 * as the master lives, so none of them gets one of their own that would be kept for them; and so
 * none can settle it for the others.
 *
 * @param <T> what it is kept with
 */
public final class Promise<T> extends CompletableFuture<T> {

    /** What its owner alone does. */
    public void keep(T value) {
        super.complete(value);
    }

    /** What its owner alone does. */
    public void breakOff(RuntimeException failure) {
        super.completeExceptionally(failure);
    }

    /** Changes nothing, for others wait too. */
    @Override
    public boolean complete(T value) {
        return false;
    }

    /** Changes nothing, for others wait too. */
    @Override
    public boolean completeExceptionally(Throwable failure) {
        return false;
    }

    /** Changes nothing, for others wait too. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    /** Changes nothing, for others wait too. */
    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        return this;
    }

    @Override
    public void obtrudeValue(T value) {
        throw new UnsupportedOperationException("Others wait for this, too");
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw new UnsupportedOperationException("Others wait for this, too");
    }

    /** A future of the caller's own. */
    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        return copy().orTimeout(timeout, unit);
    }

    /** A future of the caller's own. */
    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        return copy().completeOnTimeout(value, timeout, unit);
    }
}
