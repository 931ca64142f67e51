/**
 * What runs in the process of a shared worker: a handler that serves many masters on one thread,
 * which does their input and output as well.
 *
 * <p>{@link dev.workerkit.server.SharedWorkerHost} takes what a {@link
 * dev.workerkit.server.SharedLaunch} says, adopts the socket that listens already, and runs a
 * {@code SharedServer}: the life of the worker, from {@code initialize} to {@code terminate}. Each
 * master has a {@code Connection}, which follows the protocol, with its {@code Intake} (whether more
 * is read), its {@code Silence} (whether the master lives), its {@code Requests} (what it asks of the
 * worker itself) and its {@code Departure} (how the last word arrives). All of it belongs to the
 * event loop; from other threads come only what is sent to a peer, tasks, and stops.
 *
 * <p>Back-pressure is per master and has no queues of its own: who leaves too much unread is not read
 * from, so what waits for it is bounded, and none of the others wait.
 */
@NullMarked
package dev.workerkit.server;

import org.jspecify.annotations.NullMarked;
