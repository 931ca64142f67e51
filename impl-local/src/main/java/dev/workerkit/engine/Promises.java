package dev.workerkit.engine;

import dev.workerkit.WorkerSnapshot;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The futures of callers who all wait for the same. A caller may give up waiting without a word,
 * and ask again, for as long as the master lives; so once there are many, those that nobody sees
 * and on which nothing depends are forgotten. Used by one thread.
 */
final class Promises {

    private static final int FEW = 1000;

    private List<CompletableFuture<WorkerSnapshot>> held = new ArrayList<>();
    private List<WeakReference<CompletableFuture<WorkerSnapshot>>> seen = List.of();
    private int many = FEW;

    void add(CompletableFuture<WorkerSnapshot> future) {
        if (held.size() >= many) {
            letGo();
        }
        held.add(future);
    }

    private void letGo() {
        seen =
                Stream.concat(
                                seen.stream().filter(reference -> isAwaited(reference.get())),
                                held.stream()
                                        .filter(future -> !isKept(future) && !future.isDone())
                                        .map(WeakReference::new))
                        .toList();
        held = new ArrayList<>(held.stream().filter(Promises::isKept).toList());
        // So that letting go costs little for each that is added, even if all must be kept.
        many = Math.max(FEW, 2 * Math.max(held.size(), seen.size()));
    }

    private static boolean isAwaited(@Nullable CompletableFuture<WorkerSnapshot> future) {
        return future != null && !future.isDone();
    }

    /** What depends on it must happen, although its caller may hold neither. */
    private static boolean isKept(CompletableFuture<WorkerSnapshot> future) {
        return !future.isDone() && future.getNumberOfDependents() > 0;
    }

    void forEach(Consumer<CompletableFuture<WorkerSnapshot>> action) {
        seen.stream().map(WeakReference::get).filter(Objects::nonNull).forEach(action);
        held.forEach(action);
    }
}
