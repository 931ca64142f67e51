package dev.workerkit.control;

import dev.workerkit.WorkerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The questions a worker has not answered yet. Thread-safe. */
final class PendingCalls {

    /** More than this, and the worker is taken for one that does not answer. */
    static final int MOST = 1024;

    private final Map<Long, CompletableFuture<@Nullable Object>> pending = new HashMap<>();
    private long lastId;
    private @Nullable String endReason;

    /**
     * A call with an id of its own, not yet sent.
     *
     * @param id sent with the question, and sent back with the answer
     * @param answer completes with the value as it came
     */
    record Call(long id, CompletableFuture<@Nullable Object> answer) {}

    Call open() {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        long id;
        synchronized (this) {
            id = ++lastId;
            if (endReason != null) {
                answer.completeExceptionally(ended(endReason));
            } else if (pending.size() == MOST) {
                answer.completeExceptionally(
                        new WorkerException(
                                "The worker has not answered the last " + MOST + " calls"));
            } else {
                pending.put(id, answer);
            }
        }
        return new Call(id, answer);
    }

    /** Forgets a call whose caller no longer waits for it. */
    synchronized void forget(long id) {
        pending.remove(id);
    }

    void answered(Message message) throws ProtocolException {
        CompletableFuture<@Nullable Object> answer;
        long id = message.count("id");
        synchronized (this) {
            answer = pending.remove(id);
        }
        if (answer == null) {
            return;
        }
        if (message.value("error") != null) {
            answer.completeExceptionally(
                    new WorkerException("The worker answered: " + message.value("error")));
        } else {
            answer.complete(message.value("value"));
        }
    }

    /** Fails all calls, and all that are opened from now on. */
    void end(String reason) {
        List<CompletableFuture<@Nullable Object>> unanswered;
        synchronized (this) {
            if (endReason != null) {
                return;
            }
            endReason = reason;
            unanswered = new ArrayList<>(pending.values());
            pending.clear();
        }
        for (CompletableFuture<@Nullable Object> answer : unanswered) {
            answer.completeExceptionally(ended(reason));
        }
    }

    private static WorkerException ended(String reason) {
        return new WorkerException(
                "The worker did not answer: its control connection ended, " + reason);
    }
}
