package dev.workerkit.tck.trace;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something of which a verification asks something, and where that is recorded.
 *
 * @param recorder records it
 * @param runtime which of the verification's runtimes it belongs to, from 1
 * @param name by which people know it
 */
record Subject(Recorder recorder, int runtime, String name) {

    Subject named(String another) {
        return new Subject(recorder, runtime, another);
    }

    <T extends @Nullable Object> T call(String action, Supplier<T> deed) {
        return recorder.call(runtime, name, action, deed);
    }

    void run(String action, Runnable deed) {
        this.<@Nullable Object>call(
                action,
                () -> {
                    deed.run();
                    return null;
                });
    }

    <T extends @Nullable Object> CompletableFuture<T> promise(
            String action, Supplier<? extends CompletableFuture<T>> deed) {
        return recorder.promise(runtime, name, action, deed);
    }
}
