package dev.workerkit.tck.verification;

import dev.workerkit.tck.TckSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Threads that do something at once. */
final class Crowd {

    /** What each member of the crowd does. */
    @FunctionalInterface
    interface Deed<T> {
        T doAs(int member) throws Exception;
    }

    private final int size;

    private Crowd(int size) {
        this.size = size;
    }

    /** So many threads. */
    static Crowd of(int size) {
        return new Crowd(size);
    }

    /** Lets one thread do something while this one goes on. */
    static <T> CompletableFuture<T> meanwhile(Callable<T> deed) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threadDoing(deed, result).start();
        return result;
    }

    /** Starts a thread that can be interrupted. */
    static <T> Thread threadDoing(Callable<T> deed, CompletableFuture<T> result) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                result.complete(deed.call());
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        },
                        "tck-crowd");
        thread.setDaemon(true);
        return thread;
    }

    /** Lets all begin at the same moment, and waits for what they return, by member. */
    <T> List<T> each(Deed<T> deed) {
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletableFuture<T>> results = new ArrayList<>();
        IntStream.range(0, size)
                .forEach(
                        member ->
                                results.add(
                                        meanwhile(
                                                () -> {
                                                    begin.await();
                                                    return deed.doAs(member);
                                                })));
        begin.countDown();
        TckSession session = Stage.session();
        return results.stream()
                .map(result -> session.await("a member of the crowd is done", result))
                .toList();
    }

    /** For what is to be held up, whoever wants it to go on. */
    static void awaitUninterruptibly(CountDownLatch gate) {
        boolean interrupted = false;
        while (true) {
            try {
                gate.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
