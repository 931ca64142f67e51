package dev.workerkit.tck.threads;

import dev.workerkit.DeliveryGuarantee;
import dev.workerkit.SendResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One direction of a channel: bounded, in order. */
final class Pipe {

    private final int capacity;
    private final boolean acknowledged;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private final Set<Message> taken = new LinkedHashSet<>();
    private int held;
    private boolean closed;

    Pipe(int capacity, DeliveryGuarantee guarantee) {
        this.capacity = capacity;
        this.acknowledged = guarantee == DeliveryGuarantee.AT_LEAST_ONCE;
    }

    /** Waits for room until the deadline, as long as it may. */
    synchronized SendResult put(byte[] bytes, long deadline, BooleanSupplier may)
            throws InterruptedException {
        while (!closed && may.getAsBoolean() && held > 0 && held + bytes.length > capacity) {
            if (!waitUntil(deadline)) {
                return SendResult.FULL;
            }
        }
        if (closed || !may.getAsBoolean()) {
            return SendResult.CLOSED;
        }
        waiting.add(new Message(bytes, 0));
        held += bytes.length;
        notifyAll();
        return SendResult.SENT;
    }

    /** The next one, or none in time or because nobody may wait any more. */
    synchronized @Nullable Message next(long deadline, BooleanSupplier may)
            throws InterruptedException {
        while (waiting.isEmpty() && !closed && may.getAsBoolean()) {
            if (!waitUntil(deadline)) {
                return null;
            }
        }
        if (waiting.isEmpty() || !may.getAsBoolean()) {
            return null;
        }
        Message message = waiting.remove();
        if (acknowledged) {
            taken.add(message);
        } else {
            free(message);
        }
        return message;
    }

    synchronized void acknowledge(Message message) {
        if (taken.remove(message)) {
            free(message);
        }
    }

    /** Whoever took messages is gone: what he did not acknowledge comes first, in order. */
    synchronized void giveBack() {
        Deque<Message> again = new ArrayDeque<>(taken);
        while (!again.isEmpty()) {
            Message last = again.removeLast();
            waiting.addFirst(new Message(last.bytes(), last.attempts() + 1));
        }
        taken.clear();
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Whether nothing comes any more. */
    synchronized boolean isOver() {
        return closed && waiting.isEmpty();
    }

    synchronized void wake() {
        notifyAll();
    }

    private void free(Message message) {
        held -= message.bytes().length;
        notifyAll();
    }

    private boolean waitUntil(long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        wait(Math.max(1, Math.min(left / 1_000_000, 60_000)));
        return true;
    }

    /** Two of the same content are two. */
    static final class Message {

        private final byte[] bytes;
        private final int attempts;

        Message(byte[] bytes, int attempts) {
            this.bytes = bytes;
            this.attempts = attempts;
        }

        byte[] bytes() {
            return bytes;
        }

        int attempts() {
            return attempts;
        }
    }
}
