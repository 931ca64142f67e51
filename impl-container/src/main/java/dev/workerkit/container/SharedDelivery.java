package dev.workerkit.container;

import dev.workerkit.WorkerException;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineGoneException;
import dev.workerkit.container.engine.NotFoundException;
import dev.workerkit.container.engine.Output;
import dev.workerkit.os.Descriptor;
import dev.workerkit.os.HandOver;
import dev.workerkit.sharing.Caretaker;
import dev.workerkit.sharing.SharedBirth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;

/**
 * Brings a shared worker up in a container, as far as it holds its address itself.
 *
 * @param engine runs it
 * @param handOver where it is given what it needs
 * @param birth what that is
 */
record SharedDelivery(Engine engine, HandOver handOver, SharedBirth birth) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LAST_WORDS_SECONDS = 5;

    /**
     * Returns when the worker has all; until then it ends if its master does.
     *
     * @throws WorkerException if it has not got so far; nothing is left of it then
     */
    void of(ContainerSpec spec) {
        Container container = created(spec);
        Optional<Caretaker> caretaker = Optional.empty();
        boolean delivered = false;
        try {
            caretaker = Caretaker.of(birth.place());
            deliver(container, caretaker);
            delivered = true;
        } finally {
            if (!delivered) {
                caretaker.ifPresent(Caretaker::dismiss);
                removeQuietly(container);
            }
            caretaker.ifPresent(Caretaker::close);
        }
    }

    private Container created(ContainerSpec spec) {
        try {
            return engine.containers().create(spec);
        } catch (EngineGoneException e) {
            // It may have been created all the same.
            removeQuietly(engine.containers().of(spec.name()));
            throw e;
        }
    }

    private static void removeQuietly(Container container) {
        try {
            container.remove();
        } catch (EngineException e) {
            // It ends by itself, as nobody hands anything over to it; or the next master sweeps it.
            System.getLogger(SharedDelivery.class.getName())
                    .log(System.Logger.Level.WARNING, "Can't remove " + container, e);
        }
    }

    /** Attached to before it is started: nothing of it is missed. */
    private void deliver(Container container, Optional<Caretaker> caretaker) {
        FirstWords words = new FirstWords(birth.output());
        try (Output output = container.attach(words)) {
            CompletableFuture<Integer> exit = container.startAndAwait();
            exit.whenComplete((code, thrown) -> cancel(exit));
            try {
                if (handOver.give(LIMIT, isWorker(container), given(caretaker)).isEmpty()) {
                    throw undelivered(exit, output, words);
                }
            } finally {
                exit.cancel(false);
            }
        } finally {
            words.close();
        }
    }

    private void cancel(CompletableFuture<Integer> exit) {
        if (!exit.isCancelled()) {
            handOver.cancel();
        }
    }

    /** Its process is usually the container's first, and asking for all takes a while. */
    private static IntPredicate isWorker(Container container) {
        long first = first(container);
        return pid -> pid == first || isIn(container, pid);
    }

    private static long first(Container container) {
        try {
            return container.inspect().pid().orElse(-1);
        } catch (NotFoundException e) {
            // It has ended at once, and what it said is about to be told.
            return -1;
        }
    }

    private static boolean isIn(Container container, long pid) {
        try {
            return container.pids().contains(pid);
        } catch (NotFoundException e) {
            return false;
        }
    }

    private Descriptor[] given(Optional<Caretaker> caretaker) {
        List<Descriptor> all = new ArrayList<>();
        all.add(birth.place().socket());
        all.add(birth.output());
        birth.place().lock().ifPresent(lock -> all.add(lock.descriptor()));
        caretaker.ifPresent(each -> all.add(each.lifeline()));
        return all.toArray(Descriptor[]::new);
    }

    private static WorkerException undelivered(
            CompletableFuture<Integer> exit, Output output, FirstWords words) {
        if (!exit.isDone()) {
            return new WorkerException(
                    "its container has run for "
                            + LIMIT
                            + ", and no shared worker has come up in it"
                            + told(words));
        }
        try {
            output.ended().get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return new WorkerException("its container has vanished" + told(words), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String code = exit.isCompletedExceptionally() ? "" : " with exit code " + exit.join();
        return new WorkerException("its container ended" + code + " at once" + told(words));
    }

    private static String told(FirstWords words) {
        String text = words.toString();
        return text.isEmpty() ? "; it wrote nothing" : "; it wrote:\n" + text;
    }
}
