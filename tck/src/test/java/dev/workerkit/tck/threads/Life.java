package dev.workerkit.tck.threads;

import dev.workerkit.Channel;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.CommandHandler;
import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** One incarnation: a thread that runs the worker's code. */
final class Life implements WorkerContext, End {

    /** What is told of it. */
    interface Listener {

        void ready();

        /** It has done as many units as it may. */
        void worn();

        void ended(int code);
    }

    private final WorkerId id;
    private final String name;
    private final int incarnation;
    private final Channel channel;
    private final OptionalLong limit;
    private final Listener listener;
    private final Trade trade;
    private final Thread thread;
    private final Pulse pulse = new Pulse();
    private long units;
    private int attempts;
    private OptionalInt exit = OptionalInt.empty();
    private boolean stop;
    private volatile boolean severed;

    /**
     * Not begun yet.
     *
     * @param limit how many units of work it may do
     */
    Life(ThreadWorker worker, int incarnation, Line line, OptionalLong limit, Listener listener) {
        this.id = worker.id();
        this.name = worker.name();
        this.incarnation = incarnation;
        this.channel = line.worker(this);
        this.limit = limit;
        this.listener = listener;
        this.trade = new Trade(this, worker.spec().launch());
        this.thread = new Thread(this::live, "worker " + name + " " + incarnation);
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    private void live() {
        listener.ended(trade.ply());
    }

    void isReady() {
        listener.ready();
    }

    synchronized void requestStop() {
        stop = true;
        notifyAll();
    }

    /** Cuts it off from everything, and asks it to end at once. */
    void sever() {
        severed = true;
        requestStop();
        thread.interrupt();
    }

    /** Ends one that did not. A later JDK has nothing for that: there its thread is given up. */
    @SuppressWarnings({"deprecation", "removal"})
    void stopThread() {
        try {
            thread.stop();
        } catch (UnsupportedOperationException e) {
            // It goes on to sleep, or to spin, and nobody hears of it.
        }
    }

    boolean isSevered() {
        return severed;
    }

    /** How long it has had a unit of work in hand without progress. */
    Optional<Duration> busyFor() {
        return pulse.busyFor();
    }

    Pulse pulse() {
        return pulse;
    }

    /** Whether it takes another unit of work. */
    boolean goesOnWorking() {
        return !stopRequested() && exitCode().isEmpty();
    }

    /** One more unit is done; the last one that it may do is the last one that it does. */
    void unitDone() {
        units++;
        if (limit.isPresent() && units == limit.getAsLong()) {
            listener.worn();
        }
    }

    synchronized OptionalInt exitCode() {
        return exit;
    }

    void attempts(int count) {
        attempts = count;
    }

    // As the end of a channel

    @Override
    public boolean mayReceive() {
        return !stopRequested();
    }

    @Override
    public boolean maySend() {
        return !severed;
    }

    @Override
    public void rests() {
        if (Thread.currentThread() == thread) {
            pulse.rests();
        }
    }

    @Override
    public void goesOn() {
        if (Thread.currentThread() == thread) {
            pulse.works();
        }
    }

    // As the worker sees it

    @Override
    public WorkerId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int incarnation() {
        return incarnation;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public int attempts() {
        return attempts;
    }

    @Override
    public synchronized boolean stopRequested() {
        return stop;
    }

    @Override
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        rests();
        try {
            return awaitsStop(timeout);
        } finally {
            goesOn();
        }
    }

    private synchronized boolean awaitsStop(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); !stop && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return stop;
    }

    @Override
    public void awaitNotPaused() {}

    @Override
    public void progress() {
        pulse.progresses();
        if (trade.isRaw()) {
            unitDone();
        }
    }

    @Override
    public void status(String text) {}

    @Override
    public synchronized void exit(int code) {
        exit = OptionalInt.of(code);
    }

    @Override
    public void onQuery(Supplier<WorkerStatus> answer) {}

    @Override
    public void onCommand(String command, CommandHandler handler) {}
}
