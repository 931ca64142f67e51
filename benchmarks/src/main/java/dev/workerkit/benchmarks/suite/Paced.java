package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.machine.Clockwork;
import dev.workerkit.benchmarks.peer.NearEnd;
import dev.workerkit.benchmarks.peer.Role;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/** What comes at a fixed rate, whose latencies are counted from when it was due. */
public abstract class Paced extends Stationed {

    /** So many of what is measured, without a pause, before it: else its code is not compiled. */
    private static final int WARM_UPS = 5_000;

    /** Unless it takes too long, as where sleepers are slow. */
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Histogram latency = Recorder.histogram();

    /** With a far end that plays this role. */
    Paced(Role role) {
        super(role);
    }

    /** Opens both ends, and warms them up. */
    @Override
    @Setup
    public void open() throws IOException {
        super.open();
        long start = System.nanoTime();
        int messages = 0;
        while (messages < WARM_UPS && System.nanoTime() - start < WARM_UP_NANOS) {
            tick(end(), System.nanoTime());
            messages += messagesATick();
        }
    }

    /** Begins anew. */
    @Setup(Level.Iteration)
    public void begin() {
        latency.reset();
    }

    /** So many ticks. */
    final void run(int ticks, int gapMicros) throws IOException {
        Clockwork clockwork = new Clockwork(TimeUnit.MICROSECONDS.toNanos(gapMicros));
        for (int i = 0; i < ticks; i++) {
            latency.recordValue(tick(end(), clockwork.await()));
        }
    }

    /** How many messages there are in each. */
    abstract int messagesATick();

    /** Does what was due at this time; returns how long after it that was done. */
    abstract long tick(NearEnd end, long due) throws IOException;

    /** Tells what was seen. */
    @TearDown(Level.Iteration)
    public void tell(IterationParams iteration) throws IOException {
        Recorder.of(iteration).histogram(Recorder.LATENCY, latency);
    }
}
