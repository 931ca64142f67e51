package dev.workerkit.pool;

import dev.workerkit.DeadLetter;
import dev.workerkit.DeadLetter.Victim;
import dev.workerkit.PoisonException;
import dev.workerkit.WorkerRuntime.Subscription;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** What too many members died over. Thread-safe. */
final class DeadLetters {

    private static final System.Logger LOG = System.getLogger(DeadLetters.class.getName());
    private static final int KEPT = 1000;

    private final String pool;
    private final Function<ByteBuffer, Object> decoder;
    private final Executor executor;
    private final Deque<DeadLetter> letters = new ArrayDeque<>();
    private final CopyOnWriteArrayList<Listening> listeners = new CopyOnWriteArrayList<>();
    private long count;

    /** The executor may be blocked. */
    DeadLetters(String pool, Function<ByteBuffer, Object> decoder, Executor executor) {
        this.pool = pool;
        this.decoder = decoder;
        this.executor = executor;
    }

    /** Gives this up. */
    void add(Work work, List<Victim> victims) {
        DeadLetter letter =
                new DeadLetter(messageOf(work), work.parcel().attempts(), victims, Instant.now());
        synchronized (this) {
            count++;
            letters.add(letter);
            if (letters.size() > KEPT) {
                letters.remove();
            }
            listeners.forEach(listening -> listening.add(letter));
        }
        if (work.task() != null) {
            work.task().fail(new PoisonException(pool, letter));
        }
    }

    private Object messageOf(Work work) {
        try {
            return decoder.apply(work.parcel().bytes().asReadOnlyBuffer());
        } catch (RuntimeException | StackOverflowError e) {
            // Perhaps this is what killed them; what it was must be known all the more.
            byte[] bytes = new byte[work.bytes()];
            work.parcel().bytes().duplicate().get(bytes);
            return bytes;
        }
    }

    synchronized List<DeadLetter> all() {
        return List.copyOf(letters);
    }

    synchronized long count() {
        return count;
    }

    Subscription subscribe(Consumer<DeadLetter> listener) {
        Listening listening = new Listening(listener);
        listeners.add(listening);
        return () -> listeners.remove(listening);
    }

    /** Tells a listener one after the other. */
    private final class Listening {

        private final Consumer<DeadLetter> listener;
        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

        Listening(Consumer<DeadLetter> listener) {
            this.listener = listener;
        }

        synchronized void add(DeadLetter letter) {
            last = last.thenRunAsync(() -> tell(letter), executor);
        }

        private void tell(DeadLetter letter) {
            try {
                listener.accept(letter);
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "A listener threw; it goes on", e);
            }
        }
    }
}
