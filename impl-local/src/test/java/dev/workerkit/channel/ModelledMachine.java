package dev.workerkit.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose processors keep what they write to themselves for a while and let it out in any
 * order but for what release and full fences forbid. Reads are done in the order of the program.
 */
final class ModelledMachine implements AutoCloseable {

    /** By name: what is in memory, and how often bells were rung. */
    private final Map<String, Long> cells = new HashMap<>();

    private final Map<String, Long> rings = new HashMap<>();
    private final List<ModelledThread> threads = new ArrayList<>();
    private final List<ModelledThread> mortals = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();

    /** Something that may happen next. */
    record Step(String what, Runnable happening) {}

    /** Has this run when the machine begins. */
    void thread(String name, Runnable body) {
        threads.add(new ModelledThread(name, body, () -> true));
    }

    /** Has this run, and perhaps killed at any step, and then that. */
    void mortalThread(String name, Runnable body, String heir, Runnable afterwards) {
        ModelledThread mortal = new ModelledThread(name, body, () -> true);
        mortals.add(mortal);
        threads.add(mortal);
        // Whatever a process has written gets out, even if it is dead.
        threads.add(
                new ModelledThread(
                        heir, afterwards, () -> mortal.isDone() && mortal.hasNothingToLetOut()));
    }

    void begin() {
        threads.forEach(ModelledThread::begin);
    }

    /** All that may happen next. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        // What leaves a processor when matters only to others.
        boolean alone = threads.stream().filter(ModelledThread::isAlive).count() == 1;
        for (ModelledThread thread : threads) {
            boolean goesOn = thread.mayGoOn();
            if (goesOn) {
                steps.add(new Step(thread.nextStep(), thread::goOn));
            }
            if (!(goesOn && alone)) {
                thread.movable().forEach(write -> steps.add(letOut(thread, write)));
            }
        }
        for (ModelledThread mortal : mortals) {
            if (mortal.isAlive()) {
                steps.add(new Step(mortal + " is killed", mortal::abandon));
            }
        }
        return steps;
    }

    private Step letOut(ModelledThread thread, ModelledThread.Write write) {
        return new Step(
                thread + " lets out " + write,
                () -> {
                    thread.letOut(write);
                    cells.put(write.cell(), write.value());
                });
    }

    void take(Step step) {
        taken.add(step.what());
        step.happening().run();
    }

    /** What was done, step by step. */
    List<String> taken() {
        return taken;
    }

    /** All that what comes depends on. */
    Object state() {
        return List.of(
                Map.copyOf(cells),
                Map.copyOf(rings),
                threads.stream().map(ModelledThread::state).toList());
    }

    /** Who is not done; null if all are. */
    @Nullable String stuck() {
        List<String> waiting =
                threads.stream()
                        .filter(thread -> !thread.isDone())
                        .map(ModelledThread::nextStep)
                        .toList();
        return waiting.isEmpty() ? null : String.join(", ", waiting);
    }

    long read(String cell) {
        ModelledThread thread = ModelledThread.current();
        if (thread == null) {
            return cells.getOrDefault(cell, 0L);
        }
        Long own = thread.ownValue(cell);
        if (own != null) {
            // Whatever the others do meanwhile.
            return thread.saw(own);
        }
        thread.pause("reads " + cell, () -> true);
        return thread.saw(cells.getOrDefault(cell, 0L));
    }

    void write(String cell, long value) {
        ModelledThread thread = ModelledThread.current();
        if (thread == null) {
            cells.put(cell, value);
        } else {
            thread.write(cell, value);
        }
    }

    /** What is written later does not get out before what was written earlier. */
    void releaseFence() {
        ModelledThread thread = ModelledThread.current();
        if (thread != null) {
            thread.barrier();
        }
    }

    /** Waits until all that was written is out. */
    void fullFence() {
        ModelledThread thread = ModelledThread.current();
        if (thread != null && !thread.hasNothingToLetOut()) {
            thread.pause("fences", thread::hasNothingToLetOut);
        }
    }

    void ring(String bell) {
        atOnce("rings at " + bell, () -> true);
        rings.merge(bell, 1L, Long::sum);
    }

    long rings(String bell) {
        ModelledThread thread = atOnce("counts rings at " + bell, () -> true);
        return thread.saw(rings.getOrDefault(bell, 0L));
    }

    /** Waits until it was rung more often than this. */
    void awaitRing(String bell, long seen) {
        atOnce("sleeps at " + bell, () -> rings.getOrDefault(bell, 0L) != seen);
    }

    private static ModelledThread atOnce(String what, BooleanSupplier possible) {
        ModelledThread thread = ModelledThread.current();
        if (thread == null) {
            throw new IllegalStateException("Only threads of the machine have bells");
        }
        thread.pause(what, possible);
        return thread;
    }

    @Override
    public void close() {
        threads.forEach(ModelledThread::abandon);
    }
}
