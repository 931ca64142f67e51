package dev.workerkit.server;

import dev.workerkit.Counter;
import dev.workerkit.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the worker's process knows of itself (WRK-ADMIN-007). */
final class Figures {

    private final long startNanos = System.nanoTime();
    private final int maxConnections;
    private final AtomicLong sent = new AtomicLong();
    private int connections;
    private long received;
    private long refusals;

    Figures(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    int connections() {
        return connections;
    }

    void connected() {
        connections++;
    }

    void disconnected() {
        connections--;
    }

    void received() {
        received++;
    }

    /** Any thread. */
    void sent() {
        sent.incrementAndGet();
    }

    void refused() {
        refusals++;
    }

    /** The handler's own, which may bear a name of these and then stand for it, and these. */
    WorkerStatus status(@Nullable WorkerStatus own) {
        List<Counter> counters = new ArrayList<>(own == null ? List.of() : own.counters());
        Set<String> taken = counters.stream().map(Counter::name).collect(Collectors.toSet());
        system().stream().filter(each -> !taken.contains(each.name())).forEach(counters::add);
        return new WorkerStatus(own == null ? "" : own.text(), counters);
    }

    private List<Counter> system() {
        Runtime runtime = Runtime.getRuntime();
        List<Counter> counters = new ArrayList<>();
        counters.add(Counter.of("wall_time", (System.nanoTime() - startNanos) / 1e9).withUnit("s"));
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Figures::seconds)
                .ifPresent(time -> counters.add(Counter.of("cpu_time", time).withUnit("s")));
        counters.add(
                Counter.of("memory", runtime.totalMemory() - runtime.freeMemory())
                        .withUnit("B")
                        .within(0, runtime.maxMemory()));
        counters.add(Counter.of("connections", connections).within(0, maxConnections));
        counters.add(Counter.of("messages_in", received));
        counters.add(Counter.of("messages_out", sent.get()));
        counters.add(Counter.of("refusals", refusals));
        return counters;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
