package dev.workerkit.pool;

import dev.workerkit.Worker;
import dev.workerkit.channel.Parcel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A worker of a pool, with what it was given to do. Guarded by the {@link Dispatcher}, but for what
 * never changes and for its reception.
 */
final class Member {

    private final int number;
    private final Worker worker;

    private volatile @Nullable Reception reception;

    /** What it takes work from. */
    Seat seat = Seat.EMPTY;

    Presence presence = Presence.AWAY;

    /** Whether it is given nothing, as it is about to be restarted. */
    boolean withheld;

    /** Whether it is given nothing, as it is about to leave for ever. */
    boolean leaving;

    /** The task that it performs. */
    @Nullable Work task;

    /** What it had begun when it ended, until it is known how it ended; oldest first. */
    final Deque<Work> suspects = new ArrayDeque<>();

    /** Messages it was given over which another has died; they may be finished. */
    private final Deque<Work> redelivered = new ArrayDeque<>();

    /** Messages that it was given, ever. */
    private long messages;

    /** Tasks that it has answered. */
    long done;

    /** When it was last given a message, or has answered a task; as {@link System#nanoTime()}. */
    long lastBusy;

    /** Completes when it performs nothing; there is one while somebody waits for that. */
    private @Nullable CompletableFuture<Void> finished;

    Member(int number, Worker worker, long now) {
        this.number = number;
        this.worker = worker;
        this.lastBusy = now;
    }

    /** From 1; no two members at the same time have the same. */
    int number() {
        return number;
    }

    Worker worker() {
        return worker;
    }

    String name() {
        return worker.name();
    }

    /** Who receives from it; only what has been given work has one. */
    Reception reception() {
        Reception current = reception;
        if (current == null) {
            throw new IllegalStateException(name() + " has no channel yet");
        }
        return current;
    }

    /** The same, or null if it never had a channel. */
    @Nullable Reception receptionIfAny() {
        return reception;
    }

    void reception(Reception current) {
        reception = current;
    }

    /** Whether work may be given to it. */
    boolean isAvailable() {
        return presence == Presence.READY && !withheld && !leaving;
    }

    /** Whether it may come to be available by itself. */
    boolean isStarting() {
        return presence == Presence.AWAY && !leaving;
    }

    /** How much it was given and has not finished. */
    long unfinished() {
        long tasks = task == null ? 0 : 1;
        // A task is answered a moment before it is acknowledged, and is finished by then.
        long given = messages == 0 ? tasks : Math.max(tasks, seat.outstanding());
        return given + suspects.size();
    }

    /** It was given this message. */
    void tookMessage(Work message, long now) {
        messages++;
        lastBusy = now;
        if (message.parcel().attempts() > 0) {
            if (seat.outstanding() <= 1) {
                // All that were here before are finished.
                redelivered.clear();
            }
            redelivered.add(message);
        }
    }

    /** The message that comes back, with what is known of it. */
    Work messageBack(Parcel parcel) {
        for (Iterator<Work> all = redelivered.iterator(); all.hasNext(); ) {
            Work known = all.next();
            if (known.is(parcel)) {
                all.remove();
                known.takeBack(parcel);
                return known;
            }
        }
        return Work.of(new Parcel(parcel.kind(), 0, parcel.attempts(), false, parcel.bytes()));
    }

    /** The work with this id that it has in hand, or had when it ended; null if it has not. */
    @Nullable Work finish(long id) {
        if (task != null && task.parcel().correlation() == id) {
            Work finished = task;
            task = null;
            tellFinished();
            return finished;
        }
        for (Iterator<Work> all = suspects.iterator(); all.hasNext(); ) {
            Work suspect = all.next();
            if (suspect.isTask() && suspect.parcel().correlation() == id) {
                all.remove();
                return suspect;
            }
        }
        return null;
    }

    /** Completes when it performs no task; at once if it performs none. */
    CompletableFuture<Void> finished() {
        CompletableFuture<Void> waiting = finished == null ? new CompletableFuture<>() : finished;
        finished = waiting;
        if (task == null) {
            tellFinished();
        }
        // One of their own, for callers give up after a while.
        return waiting.copy();
    }

    void tellFinished() {
        if (finished != null) {
            // Nothing is chained to it but what goes on another thread.
            finished.complete(null);
            finished = null;
        }
    }
}
