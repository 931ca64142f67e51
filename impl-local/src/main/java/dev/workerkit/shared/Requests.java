package dev.workerkit.shared;

import dev.workerkit.Disconnect;
import dev.workerkit.RefusedException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import dev.workerkit.wire.Answer;
import dev.workerkit.wire.FrameType;
import dev.workerkit.wire.Outbox;
import dev.workerkit.wire.Proof;
import dev.workerkit.wire.Request;
import dev.workerkit.wire.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The queries and stops of one connection that were not answered yet. Answers to those with a proof
 * count only with a proof of the worker's own (WRK-ADMIN-004). Thread-safe.
 */
final class Requests {

    private static final Disconnect IMPOSTOR =
            new Disconnect(
                    Disconnect.Reason.COOKIE,
                    "the answer does not prove the same cookie, so it is not believed");

    /** One that was sent. */
    private sealed interface Pending {

        /** What was tried, for messages. */
        String tried(WorkerAddress address);

        CompletableFuture<?> answer();
    }

    private record Query(byte @Nullable [] cookie, CompletableFuture<WorkerStatus> answer)
            implements Pending {
        @Override
        public String tried(WorkerAddress address) {
            return "Tried to query the worker at " + address;
        }
    }

    private record Stop(byte[] cookie, CompletableFuture<Void> answer) implements Pending {
        @Override
        public String tried(WorkerAddress address) {
            return "Tried to stop the worker at " + address;
        }
    }

    private final WorkerAddress address;
    private final Outbox outbox;
    private final Executor completions;
    private final Map<Long, Pending> pending = new HashMap<>();
    private final List<CompletableFuture<Void>> stopping = new ArrayList<>();
    private @Nullable Proof proof;
    private long lastId;
    private @Nullable Disconnect ended;

    /**
     * Those of a connection.
     *
     * @param completions where futures are completed: those who wait for them may do anything
     */
    Requests(WorkerAddress address, Outbox outbox, Executor completions) {
        this.address = address;
        this.outbox = outbox;
        this.completions = completions;
    }

    /** Both hellos were read: proofs can be made. */
    synchronized void begin(Proof newProof) {
        proof = newProof;
    }

    /** Asks the worker how it is. */
    CompletableFuture<WorkerStatus> query(byte @Nullable [] cookie) {
        CompletableFuture<WorkerStatus> answer = new CompletableFuture<>();
        send(FrameType.QUERY, new Query(cookie, answer), cookie);
        return answer;
    }

    /** Asks the worker to stop. */
    CompletableFuture<Void> stop(byte[] cookie) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        send(FrameType.STOP, new Stop(cookie, answer), cookie);
        return answer;
    }

    private synchronized void send(FrameType type, Pending request, byte @Nullable [] cookie) {
        if (ended != null) {
            fail(request, ended);
            return;
        }
        long id = ++lastId;
        Optional<String> proven =
                cookie == null
                        ? Optional.empty()
                        : Optional.of(proof().of(cookie, Proof.Side.MASTER, type, id));
        // Under the lock, because ids ascend in the order of the frames.
        if (outbox.add(type, new Request(type, id, proven).content())) {
            pending.put(id, request);
            outbox.flushSoon();
        } else {
            fail(request, new Disconnect(Disconnect.Reason.CLOSED, "this master has closed it"));
        }
    }

    private Proof proof() {
        if (proof == null) {
            throw new IllegalStateException("A request before the hellos");
        }
        return proof;
    }

    /**
     * The worker has answered.
     *
     * @throws Violation if nothing like that was asked
     */
    synchronized void answered(Answer answer) {
        Pending request = pending.remove(answer.id());
        if (answer instanceof Answer.Refused refused && request != null) {
            refuse(request, refused.why());
        } else if (answer instanceof Answer.Status status && request instanceof Query query) {
            told(query, status);
        } else if (answer instanceof Answer.Stopped stopped && request instanceof Stop stop) {
            stopped(stop, stopped);
        } else {
            throw new Violation(
                    "a " + answer.type().wireName() + " answers nothing that was asked");
        }
    }

    private void told(Query query, Answer.Status status) {
        byte[] cookie = query.cookie();
        boolean believed =
                cookie == null
                        || status.proof().isPresent()
                                && isProven(cookie, status.proof().get(), status);
        if (believed) {
            completions.execute(() -> query.answer().complete(status.status()));
        } else {
            refuse(query, IMPOSTOR);
        }
    }

    private void stopped(Stop stop, Answer.Stopped stopped) {
        if (isProven(stop.cookie(), stopped.proof(), stopped)) {
            // Its process still has to go.
            stopping.add(stop.answer());
        } else {
            refuse(stop, IMPOSTOR);
        }
    }

    private boolean isProven(byte[] cookie, String claimed, Answer answer) {
        return proof().matches(claimed, cookie, Proof.Side.WORKER, answer.type(), answer.id());
    }

    private void refuse(Pending request, Disconnect why) {
        fail(request, new RefusedException(request.tried(address), why));
    }

    private void fail(Pending request, Disconnect end) {
        fail(
                request,
                new WorkerException(
                        request.tried(address) + ": the connection has ended before: " + end));
    }

    private void fail(Pending request, WorkerException failure) {
        completions.execute(() -> request.answer().completeExceptionally(failure));
    }

    /** Whether the worker has said, and proven, that it has stopped. */
    synchronized boolean isStopped() {
        return !stopping.isEmpty();
    }

    /** Whether somebody waits for a stop. */
    synchronized boolean awaitsStop() {
        return isStopped() || pending.values().stream().anyMatch(Stop.class::isInstance);
    }

    /** The connection has ended: who was told that the worker stops is told that it has. */
    synchronized void end(Disconnect disconnect) {
        ended = disconnect;
        boolean gone = isStopped();
        stopping.forEach(each -> completions.execute(() -> each.complete(null)));
        for (Pending request : pending.values()) {
            if (gone && request instanceof Stop stop) {
                completions.execute(() -> stop.answer().complete(null));
            } else {
                fail(request, disconnect);
            }
        }
        pending.clear();
        stopping.clear();
    }
}
