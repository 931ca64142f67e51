/**
 * Pools of workers, on any runtime whose channels are those of {@link dev.workerkit.channel}: {@link
 * dev.workerkit.pool.PoolingRuntime} adds them to one that has none.
 *
 * <p>{@code Dispatcher} decides who gets which work, {@code Staff} who is a member, {@code Reception}
 * takes what a member sends. There are two kinds of locks: each reception's, which orders what is
 * received, and the dispatcher's. They are taken in this order; under the latter nothing waits and
 * nothing of the application's runs, and under neither does a command to a worker.
 */
@NullMarked
package dev.workerkit.pool;

import org.jspecify.annotations.NullMarked;
