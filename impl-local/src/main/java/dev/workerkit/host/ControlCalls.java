package dev.workerkit.host;

import dev.workerkit.Counter;
import dev.workerkit.WorkerStatus;
import dev.workerkit.control.ControlCall;
import dev.workerkit.worker.CommandHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the master's queries and commands, one after another on one thread, so that a handler
 * that takes its time keeps neither the work nor a stop waiting. Thread-safe.
 */
final class ControlCalls {

    private final LinkedBlockingQueue<Runnable> calls = new LinkedBlockingQueue<>();
    private final Map<String, CommandHandler> handlers = new ConcurrentHashMap<>();
    private final UnitsDone units;
    private final long startNanos;
    private volatile @Nullable Supplier<WorkerStatus> answer;
    private volatile String statusText = "";
    private @Nullable Thread thread;
    private int unanswered;

    ControlCalls(UnitsDone units, long startNanos) {
        this.units = units;
        this.startNanos = startNanos;
    }

    void statusText(String text) {
        statusText = text;
    }

    void onQuery(Supplier<WorkerStatus> supplier) {
        answer = supplier;
    }

    void onCommand(String command, CommandHandler handler) {
        handlers.put(command, handler);
    }

    void query(ControlCall call) {
        enqueue(
                call,
                () -> {
                    Supplier<WorkerStatus> supplier = answer;
                    call.answer(supplier == null ? systemStatus() : supplier.get());
                });
    }

    void command(ControlCall call, String name, @Nullable Object argument) {
        enqueue(
                call,
                () -> {
                    CommandHandler handler = handlers.get(name);
                    if (handler == null) {
                        call.fail("it knows no command '" + name + "', only " + handlers.keySet());
                    } else {
                        call.answer(handler.handle(argument));
                    }
                });
    }

    /** What a call comes down to. */
    private interface Body {
        void run() throws Exception;
    }

    private void enqueue(ControlCall call, Body body) {
        synchronized (this) {
            unanswered++;
        }
        calls.add(
                () -> {
                    run(call, body);
                    answered();
                });
        startThread();
    }

    private synchronized void answered() {
        unanswered--;
        notifyAll();
    }

    /** Waits until all calls are answered, or for as long as this. */
    synchronized void awaitAnswered(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (unanswered > 0 && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }

    private static void run(ControlCall call, Body body) {
        try {
            body.run();
        } catch (OutOfMemoryError e) {
            MemoryEnd.halt();
        } catch (Throwable e) {
            e.printStackTrace();
            call.fail(e.toString());
        }
    }

    private synchronized void startThread() {
        if (thread == null) {
            thread = new Thread(this::serve, "workerkit-control-calls");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void serve() {
        while (true) {
            try {
                calls.take().run();
            } catch (InterruptedException e) {
                // A handler's own business, left over; whoever asks next still gets an answer.
            }
        }
    }

    /** The worker's own counters may bear the names of the system's, and then stand for them. */
    WorkerStatus withSystemCounters(@Nullable WorkerStatus own) {
        WorkerStatus system = systemStatus();
        if (own == null) {
            return system;
        }
        List<Counter> counters = new ArrayList<>(own.counters());
        for (Counter counter : system.counters()) {
            boolean taken = false;
            for (Counter each : own.counters()) {
                taken |= each.name().equals(counter.name());
            }
            if (!taken) {
                counters.add(counter);
            }
        }
        return new WorkerStatus(own.text(), counters);
    }

    private WorkerStatus systemStatus() {
        Runtime runtime = Runtime.getRuntime();
        List<Counter> counters = new ArrayList<>();
        counters.add(Counter.of("uptime", (System.nanoTime() - startNanos) / 1e9).withUnit("s"));
        counters.add(
                Counter.of("heap", runtime.totalMemory() - runtime.freeMemory())
                        .withUnit("B")
                        .within(0, runtime.maxMemory()));
        String unit = units.unit();
        if (unit != null) {
            counters.add(Counter.of(unit, units.done()));
        }
        return new WorkerStatus(statusText, counters);
    }
}
