package dev.workerkit.benchmarks.soak;

import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks once a second what everybody uses. Its size does not grow. Used by one thread. */
final class Census {

    private static final String MASTER = "master";
    private static final String SHARED_MEMORY = "shared memory";
    private static final String DISK = "disk";

    private static final List<Quantity> OF_PROCESSES =
            List.of(Quantity.RESIDENT, Quantity.HEAP, Quantity.DESCRIPTORS, Quantity.THREADS);

    private final SoakPlan plan;
    private final WorkerPool pool;
    private final Premises premises;
    private final Map<String, Map<Quantity, double[]>> samples = new LinkedHashMap<>();
    private final Set<ProcessHandle> seen = new HashSet<>();
    private int index;
    private int nextCollection;

    Census(SoakPlan plan, WorkerPool pool, Premises premises) {
        this.plan = plan;
        this.pool = pool;
        this.premises = premises;
        prepare(MASTER, OF_PROCESSES);
        pool.members().forEach(member -> prepare(member.name(), OF_PROCESSES));
        prepare(SHARED_MEMORY, List.of(Quantity.FILES));
        prepare(DISK, List.of(Quantity.FILES));
    }

    private void prepare(String subject, List<Quantity> quantities) {
        Map<Quantity, double[]> arrays = new EnumMap<>(Quantity.class);
        for (Quantity quantity : quantities) {
            double[] array = new double[plan.seconds()];
            Arrays.fill(array, Double.NaN);
            arrays.put(quantity, array);
        }
        samples.put(subject, arrays);
    }

    /** So many seconds are over, from 1. */
    void sample(int seconds) throws InterruptedException {
        index = seconds - 1;
        count(MASTER, ProcessHandle.current().pid());
        if (seconds >= nextCollection) {
            nextCollection = seconds + plan.sliceSeconds();
            put(MASTER, Quantity.HEAP, SoakWorker.heapAfterCollection());
        }
        seen.removeIf(process -> !process.isAlive());
        for (Worker member : pool.members()) {
            WorkerSnapshot known = member.snapshot();
            known.pid()
                    .ifPresent(
                            pid -> {
                                count(known.name(), pid);
                                ProcessHandle.of(pid).ifPresent(seen::add);
                            });
            known.statusText()
                    .ifPresent(said -> put(known.name(), Quantity.HEAP, SoakWorker.heap(said)));
        }
        putIfKnown(SHARED_MEMORY, premises.memoryBytes());
        putIfKnown(DISK, premises.diskBytes());
    }

    private void count(String subject, long pid) {
        ProcessFigures.of(pid)
                .ifPresent(
                        figures -> {
                            put(subject, Quantity.RESIDENT, figures.residentBytes());
                            put(subject, Quantity.DESCRIPTORS, figures.descriptors());
                            put(subject, Quantity.THREADS, figures.threads());
                        });
    }

    private void putIfKnown(String subject, Optional<Double> bytes) {
        bytes.ifPresent(known -> put(subject, Quantity.FILES, known));
    }

    private void put(String subject, Quantity quantity, double value) {
        Map<Quantity, double[]> arrays = samples.get(subject);
        if (arrays != null) {
            arrays.get(quantity)[index] = value;
        }
    }

    /** The processes that lived when this looked last. */
    Set<ProcessHandle> seen() {
        return Set.copyOf(seen);
    }

    /** All series. Of workers that are replaced it can't be told whether they would have grown. */
    List<Series> series() {
        String spared = plan.sparesFirst() ? pool.members().get(0).name() : "";
        Set<String> judged = Set.of(MASTER, SHARED_MEMORY, DISK, spared);
        List<Series> series = new ArrayList<>();
        samples.forEach(
                (subject, arrays) -> {
                    boolean lasts = judged.contains(subject) || !plan.kills();
                    double from = lasts ? plan.judgedFrom() : Double.POSITIVE_INFINITY;
                    arrays.forEach(
                            (quantity, array) ->
                                    series.add(
                                            Series.of(
                                                    subject,
                                                    quantity,
                                                    Arrays.copyOf(array, index + 1),
                                                    from)));
                });
        return series;
    }
}
