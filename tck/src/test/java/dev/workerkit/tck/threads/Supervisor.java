package dev.workerkit.tck.threads;

import dev.workerkit.Escalation;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The lock under which all happens, the clock, and what one worker means to another. */
final class Supervisor {

    private final ReentrantLock lock = new ReentrantLock();
    private final ScheduledExecutorService timers =
            Executors.newSingleThreadScheduledExecutor(daemons("threads timers"));
    private final ExecutorService answers =
            Executors.newCachedThreadPool(daemons("threads answers"));
    private final Map<String, ThreadWorker> workers = new LinkedHashMap<>();
    private final Set<ThreadWorker> changed = new LinkedHashSet<>();
    private final List<OrderedStop> stops = new ArrayList<>();
    private final Events events = new Events();
    private final Consumer<String> shutDown;

    /** With what ends the runtime if a worker does. */
    Supervisor(Consumer<String> shutDown) {
        this.shutDown = shutDown;
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    // Under the lock

    /** Does it under the lock, and then what follows from it. */
    <T> T call(Supplier<T> deed) {
        lock.lock();
        try {
            return deed.get();
        } finally {
            if (lock.getHoldCount() == 1) {
                settle();
            }
            lock.unlock();
        }
    }

    void run(Runnable deed) {
        call(
                () -> {
                    deed.run();
                    return Optional.empty();
                });
    }

    private void settle() {
        while (!changed.isEmpty()) {
            ThreadWorker worker = changed.iterator().next();
            changed.remove(worker);
            worker.goals().reached();
            dependents(worker).forEach(each -> each.lifecycle().reconsider());
            worker.lifecycle().reconsider();
            stops.removeIf(OrderedStop::goOn);
        }
    }

    void later(Duration delay, Runnable deed) {
        try {
            timers.schedule(() -> run(deed), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // All is over.
        }
    }

    /** Those who wait may take their time with the answer. */
    Executor answers() {
        return answer -> {
            try {
                answers.execute(answer);
            } catch (RejectedExecutionException e) {
                // All is over, and nobody can be held up any more.
                answer.run();
            }
        };
    }

    Events events() {
        return events;
    }

    /** Nothing happens any more. */
    void end() {
        events.end();
        timers.shutdownNow();
        answers.shutdown();
    }

    // Workers

    /** By name, in the order of their start. */
    Map<String, ThreadWorker> workers() {
        return workers;
    }

    List<ThreadWorker> dependents(ThreadWorker worker) {
        return workers.values().stream()
                .filter(each -> each.spec().dependsOn().contains(worker.name()))
                .toList();
    }

    private List<ThreadWorker> dependencies(ThreadWorker worker) {
        return worker.spec().dependsOn().stream().map(workers::get).toList();
    }

    /** The names of those that it depends on and that are not ready. */
    List<String> unready(ThreadWorker worker) {
        return dependencies(worker).stream()
                .filter(each -> !each.lifecycle().isWaiting())
                .filter(
                        each ->
                                each.lifecycle().standing().state() == WorkerState.RUNNING
                                        || each.lifecycle().standing().state()
                                                == WorkerState.COMPLETED)
                .map(ThreadWorker::name)
                .collect(
                        () -> new ArrayList<>(worker.spec().dependsOn()),
                        List::remove,
                        (one, other) -> one.retainAll(other));
    }

    Optional<String> failedDependency(ThreadWorker worker) {
        return dependencies(worker).stream()
                .filter(each -> each.lifecycle().standing().state() == WorkerState.FAILED)
                .filter(each -> !each.lifecycle().isWaiting())
                .map(ThreadWorker::name)
                .findFirst();
    }

    /** Stops these in order; {@code done} is run when all have ended. */
    void stopInOrder(List<ThreadWorker> those, Runnable done) {
        OrderedStop stop = new OrderedStop(those, this, done);
        if (!stop.goOn()) {
            stops.add(stop);
        }
    }

    // What happens

    void tell(
            ThreadWorker worker,
            int incarnation,
            WorkerState from,
            WorkerState to,
            Optional<WorkerExit> exit,
            String cause) {
        events.tell(
                new WorkerEvent(
                        events.next(),
                        worker.lifecycle().standing().since(),
                        worker.id(),
                        worker.name(),
                        incarnation,
                        from,
                        to,
                        exit,
                        cause));
        changed(worker);
    }

    /** Others, and those who wait for it, may have to know. */
    void changed(ThreadWorker worker) {
        changed.add(worker);
    }

    void escalate(ThreadWorker worker, WorkerState terminal, String cause) {
        Escalation escalation = worker.spec().restart().escalation();
        if (escalation == Escalation.ON_END
                || escalation == Escalation.ON_FAILURE && terminal == WorkerState.FAILED) {
            answers()
                    .execute(
                            () ->
                                    shutDown.accept(
                                            "Worker '"
                                                    + worker.name()
                                                    + "' is "
                                                    + terminal
                                                    + ": "
                                                    + cause));
        }
    }
}
