package dev.workerkit.benchmarks.suite;

import com.sun.management.ThreadMXBean;
import dev.workerkit.benchmarks.peer.FarReport;
import dev.workerkit.benchmarks.peer.NearEnd;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What the threads of both ends allocate while messages are sent; used by the one that sends. What
 * the asking itself allocates is not counted.
 */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final NearEnd far;
    private final long farBefore;
    private final long farOverhead;
    private long near;

    private Allocation(NearEnd far, FarReport first, FarReport second) {
        this.far = far;
        this.farBefore = second.allocatedBytes();
        this.farOverhead = second.allocatedBytes() - first.allocatedBytes();
    }

    /** Asks the far end. */
    static Allocation before(NearEnd end) throws IOException {
        return new Allocation(end, end.report(), end.report());
    }

    /** Messages are sent from now on. */
    void begin() {
        near = THREADS.getCurrentThreadAllocatedBytes();
    }

    /** The last message has arrived. */
    void end() {
        near = THREADS.getCurrentThreadAllocatedBytes() - near;
    }

    /** Asks the far end again. */
    void tell(Recorder recorder, double messages) throws IOException {
        long farBytes = far.report().allocatedBytes() - farBefore - farOverhead;
        recorder.figure(Recorder.NEAR_ALLOCATION, near / messages);
        recorder.figure(Recorder.FAR_ALLOCATION, Math.max(0, farBytes) / messages);
    }
}
