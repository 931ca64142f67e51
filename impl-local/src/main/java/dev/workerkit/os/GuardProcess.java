package dev.workerkit.os;

import dev.workerkit.WorkerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A guard process, which reads from a pipe whose other end only its master has: so it sees the end of
 * the master, however that comes about, and clears up after it. A guard that dies is replaced.
 *
 * <p>What is spawned leaves the master's tree of processes, or who kills that would kill the guard
 * too: it begins the guard and ends. The guard holds the standard output for as long as it lives, and
 * writes its pid to it as a line when it is on watch.
 */
public final class GuardProcess implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GuardProcess.class.getName());
    private static final String UNGUARDED =
            "If this master is killed, its workers go on until the next one starts";

    private static final byte[] FAREWELL = "bye\n".getBytes(StandardCharsets.US_ASCII);
    private static final long FAREWELL_SECONDS = 2;
    private static final int MAX_FAILURES = 3;
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_PAUSE = 25;
    private static final long LONGEST_PAUSE = 10_000;

    private final SpawnRequest request;
    private final Supplier<String> greeting;
    private final CountDownLatch ended = new CountDownLatch(1);
    private NativeProcess launcher;
    private PipeInput told;
    private Descriptor writeEnd;
    private boolean closed;

    private GuardProcess(SpawnRequest request, Supplier<String> greeting) {
        this.request = request;
        this.greeting = greeting;
        launcher = launch();
    }

    /**
     * Starts one.
     *
     * @param name of the thread that looks after it
     * @param greeting the lines that each new guard is told first; must not wait for one who calls
     *     this object
     * @throws WorkerException if it does not start
     */
    public static GuardProcess start(String name, SpawnRequest request, Supplier<String> greeting) {
        GuardProcess guard = new GuardProcess(request, greeting);
        Thread keeper = new Thread(guard::keep, name);
        keeper.setDaemon(true);
        keeper.start();
        return guard;
    }

    /** Tells it a line; one that takes its place later is told by the greeting alone. */
    public synchronized void tell(String line) {
        if (!closed) {
            writeEnd.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Sends it away with the line {@code bye}; it clears up nothing. Returns when it is gone. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            writeEnd.write(FAREWELL);
            writeEnd.close();
            notifyAll();
        }
        try {
            if (!ended.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                told().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private NativeProcess launch() {
        Pipe pipe = Pipe.open();
        try {
            NativeProcess started = NativeProcess.spawn(request, pipe.readEnd());
            writeEnd = pipe.writeEnd();
            writeEnd.write(greeting.get().getBytes(StandardCharsets.UTF_8));
            started.stderr().close();
            told = new PipeInput(started.stdout());
            return started;
        } catch (SpawnException e) {
            pipe.writeEnd().close();
            throw new WorkerException(
                    "The guard, without which workers could outlive their master, did not start: "
                            + e.getMessage(),
                    e);
        } finally {
            pipe.readEnd().close();
        }
    }

    /** Whether no guard takes the place of one that dies, as it was closed or did not start. */
    public boolean isOver() {
        return ended.getCount() == 0;
    }

    private void keep() {
        int failures = 0;
        int early = 0;
        try {
            do {
                long begin = System.nanoTime();
                failures = watch(launcher, told()) ? 0 : failures + 1;
                early = System.nanoTime() - begin < SETTLED_NANOS ? early + 1 : 0;
            } while (failures < MAX_FAILURES && replace(early));
            if (failures == MAX_FAILURES) {
                LOG.log(System.Logger.Level.ERROR, "The guard died at its start. " + UNGUARDED);
            }
        } catch (WorkerException e) {
            LOG.log(System.Logger.Level.ERROR, "The guard can't be replaced. " + UNGUARDED, e);
        } finally {
            end();
        }
    }

    /** There is no guard any more. */
    private synchronized void end() {
        ended.countDown();
        if (!closed) {
            closed = true;
            writeEnd.close();
        }
    }

    /** Returns when the guard is gone: true if it had come so far as to do its work. */
    private static boolean watch(NativeProcess launcher, PipeInput told) {
        boolean worked = false;
        try (BufferedReader stdout =
                new BufferedReader(new InputStreamReader(told, StandardCharsets.US_ASCII))) {
            // The guard, and no other process, holds the other end: its end is the guard's.
            String pid = stdout.readLine();
            launcher.exit().thenRun(launcher::reap);
            worked = pid != null && stdout.readLine() == null;
            if (worked) {
                Strangers.reapIfAdopted(Integer.parseInt(pid));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to watch the guard: " + e.getMessage(), e);
        }
        return worked;
    }

    private synchronized PipeInput told() {
        return told;
    }

    /** Replaces the guard, after a while if several died young: what kills them all takes time. */
    private synchronized boolean replace(int early) {
        awaitClosed(early < 2 ? 0 : Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(early, 10)));
        if (closed) {
            return false;
        }
        writeEnd.close();
        launcher = launch();
        return true;
    }

    private void awaitClosed(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (!closed && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new WorkerException("The thread that looks after the guard was interrupted");
            }
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }
}
