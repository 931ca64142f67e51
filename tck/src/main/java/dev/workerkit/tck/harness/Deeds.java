package dev.workerkit.tck.harness;

import dev.workerkit.WorkerException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What was asked of many workers at once, is judged at once, and takes its time. */
final class Deeds {

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final Executor completing;

    Deeds(Executor completing) {
        this.completing = completing;
    }

    /** Asks for one; completes when the harness says that it is done. */
    CompletableFuture<Void> ask(Link link, String request, Map<String, Object> target) {
        long number = numbers.incrementAndGet();
        Map<String, Object> fields = new java.util.HashMap<>(target);
        fields.put("deed", number);
        CompletableFuture<Void> done = new CompletableFuture<>();
        underWay.put(number, done);
        try {
            link.ask(request, fields, told -> told);
        } catch (WorkerException refused) {
            underWay.remove(number);
            throw refused;
        }
        return done;
    }

    /** Called by the thread that reads. */
    void done(Told message) {
        @Nullable CompletableFuture<Void> done = underWay.remove(message.whole("done"));
        if (done == null) {
            throw new Told.MalformedException("nobody waits for the deed " + message.whole("done"));
        }
        Optional<WorkerException> failure =
                message.optionalObject("error").map(Refusals::exception);
        completing.execute(
                () ->
                        failure.ifPresentOrElse(
                                done::completeExceptionally, () -> done.complete(null)));
    }

    void over(WorkerException why) {
        underWay.values()
                .forEach(done -> completing.execute(() -> done.completeExceptionally(why)));
        underWay.clear();
    }
}
