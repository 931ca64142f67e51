package dev.workerkit.tck.trace;

import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what a verification does and sees, in bounded memory. All methods may be called from any
 * thread.
 */
public final class Recorder {

    private Instant beginning = Instant.now();
    private long beginningNanos = System.nanoTime();
    private Ends<RecordedCall> calls = new Ends<>();
    private Ends<Event> events = new Ends<>();
    private int runtimes;

    /** Begins with nothing. */
    public Recorder() {}

    /** Forgets what was recorded: only what follows counts, and its time begins now. */
    public synchronized void beginAgain() {
        beginning = Instant.now();
        beginningNanos = System.nanoTime();
        calls = new Ends<>();
        events = new Ends<>();
    }

    /** What was recorded until now. */
    public synchronized Trace trace() {
        return new Trace(
                calls.all().stream().map(RecordedCall::call).toList(),
                calls.omitted(),
                events.all(),
                events.omitted());
    }

    private synchronized int nextRuntime() {
        return ++runtimes;
    }

    /** Does what was asked for, and records it with its answer. */
    <T extends @Nullable Object> T call(
            int runtime, String subject, String action, Supplier<T> deed) {
        RecordedCall call = begin(runtime, subject, action);
        try {
            T answer = deed.get();
            end(call, Wording.of(answer), null);
            return answer;
        } catch (RuntimeException | Error e) {
            end(call, null, Wording.of(e));
            throw e;
        }
    }

    /** Asks for what is promised; the answer is recorded when the promise is kept. */
    <T extends @Nullable Object> CompletableFuture<T> promise(
            int runtime,
            String subject,
            String action,
            Supplier<? extends CompletableFuture<T>> deed) {
        RecordedCall call = begin(runtime, subject, action);
        try {
            CompletableFuture<T> promised = deed.get();
            promised.whenComplete(
                    (answer, thrown) -> {
                        if (thrown == null) {
                            end(call, Wording.of(answer), null);
                        } else {
                            end(call, null, Wording.of(thrown));
                        }
                    });
            return promised;
        } catch (RuntimeException | Error e) {
            end(call, null, Wording.of(e));
            throw e;
        }
    }

    /** Records a runtime's events and what is asked of it. */
    public WorkerRuntime watch(WorkerRuntime runtime) {
        RecordedRuntime recorded =
                new RecordedRuntime(runtime, new Subject(this, nextRuntime(), "runtime"));
        recorded.listen();
        return recorded;
    }

    synchronized void event(int runtime, WorkerEvent event) {
        events.add(
                new Event(
                        now(),
                        Duration.between(beginning, event.time()).toNanos() / 1000,
                        runtime,
                        event.sequence(),
                        event.name(),
                        event.incarnation(),
                        event.from(),
                        event.to(),
                        event.exit().map(WorkerExit::describe).map(Wording::shortened).orElse(null),
                        Wording.shortened(event.cause())));
    }

    private synchronized RecordedCall begin(int runtime, String subject, String action) {
        RecordedCall call =
                new RecordedCall(beginningNanos, now(), runtime, subject, action, calls.latest());
        calls.add(call);
        return call;
    }

    private synchronized void end(
            RecordedCall call, @Nullable String result, @Nullable String error) {
        call.end(result, error);
        if (call.joinsTheOneBefore(calls.latest() == call)) {
            calls.dropLatest();
        }
    }

    private long now() {
        return (System.nanoTime() - beginningNanos) / 1000;
    }
}
