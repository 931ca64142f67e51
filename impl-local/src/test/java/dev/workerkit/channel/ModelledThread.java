package dev.workerkit.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One thread of a {@link ModelledMachine}: it runs from one step to the next when it is told to. */
final class ModelledThread {

    private static final ThreadLocal<@Nullable ModelledThread> CURRENT = new ThreadLocal<>();

    private final String name;
    private final Thread thread;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore paused = new Semaphore(0);

    /** Written and not let out, the oldest first; null is a barrier. */
    private final List<@Nullable Write> kept = new ArrayList<>();

    /** What it has seen, on which all depends that it does. */
    private final List<Long> seen = new ArrayList<>();

    private String nextStep = "";
    private BooleanSupplier possible = () -> true;
    private boolean begun;
    private boolean done;
    private boolean abandoned;
    private @Nullable Throwable failure;

    record Write(String cell, long value) {

        @Override
        public String toString() {
            return cell + " = " + value;
        }
    }

    /** Ends a thread of an order that is not followed. */
    private static final class Abandoned extends Error {

        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    /** One that runs when it may begin. */
    ModelledThread(String name, Runnable body, BooleanSupplier mayBegin) {
        this.name = name;
        this.thread = new Thread(() -> run(body, mayBegin), name);
        thread.setDaemon(true);
    }

    /** That which calls; null if it is not of a machine. */
    static @Nullable ModelledThread current() {
        return CURRENT.get();
    }

    private void run(Runnable body, BooleanSupplier mayBegin) {
        CURRENT.set(this);
        try {
            turn.acquireUninterruptibly();
            pause("begins", mayBegin);
            begun = true;
            body.run();
        } catch (Abandoned e) {
            // Nobody asks for the rest.
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            done = true;
            paused.release();
        }
    }

    /** Runs to the first step. */
    void begin() {
        thread.start();
        goOn();
    }

    /** Does the next step and all up to the one after. */
    void goOn() {
        turn.release();
        paused.acquireUninterruptibly();
        if (failure != null) {
            throw new AssertionError(name + " threw " + failure, failure);
        }
    }

    /** The next step is this; called by the thread itself, before it does it. */
    void pause(String what, BooleanSupplier whenPossible) {
        nextStep = name + " " + what;
        possible = whenPossible;
        paused.release();
        turn.acquireUninterruptibly();
        if (abandoned) {
            throw new Abandoned();
        }
    }

    /** Whether it has begun, and there is more to come of it. */
    boolean isAlive() {
        return begun && !done;
    }

    boolean mayGoOn() {
        return !done && possible.getAsBoolean();
    }

    String nextStep() {
        return nextStep;
    }

    boolean isDone() {
        return done;
    }

    long saw(long value) {
        seen.add(value);
        return value;
    }

    void write(String cell, long value) {
        kept.add(new Write(cell, value));
    }

    void barrier() {
        if (!kept.isEmpty()) {
            kept.add(null);
        }
    }

    /** What it wrote there last and has not let out. */
    @Nullable Long ownValue(String cell) {
        Long value = null;
        for (Write write : kept) {
            if (write != null && write.cell().equals(cell)) {
                value = write.value();
            }
        }
        return value;
    }

    boolean hasNothingToLetOut() {
        return kept.isEmpty();
    }

    /** What may get out now: before the first barrier, of each cell the oldest. */
    List<Write> movable() {
        List<Write> movable = new ArrayList<>();
        for (Write write : kept) {
            if (write == null) {
                break;
            }
            if (movable.stream().noneMatch(each -> each.cell().equals(write.cell()))) {
                movable.add(write);
            }
        }
        return movable;
    }

    void letOut(Write write) {
        kept.remove(write);
        while (!kept.isEmpty() && kept.get(0) == null) {
            kept.remove(0);
        }
    }

    Object state() {
        List<String> own = kept.stream().map(String::valueOf).toList();
        return List.of(own, List.copyOf(seen), nextStep, done);
    }

    void abandon() {
        if (!done) {
            abandoned = true;
            turn.release();
            paused.acquireUninterruptibly();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
