package dev.workerkit.benchmarks.suite;

import com.sun.management.ThreadMXBean;
import dev.workerkit.benchmarks.peer.FarReport;
import dev.workerkit.benchmarks.peer.NearEnd;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What both threads allocate during an iteration; used by the one that measures. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final NearEnd end;
    private final FarReport farBefore;
    private final long nearBefore;

    private Allocation(NearEnd end, FarReport farBefore, long nearBefore) {
        this.end = end;
        this.farBefore = farBefore;
        this.nearBefore = nearBefore;
    }

    static Allocation begin(NearEnd end) throws IOException {
        FarReport far = end.report();
        return new Allocation(end, far, THREADS.getCurrentThreadAllocatedBytes());
    }

    void tell(Recorder recorder) throws IOException {
        long near = THREADS.getCurrentThreadAllocatedBytes() - nearBefore;
        FarReport far = end.report();
        double messages = Math.max(1, far.messages() - farBefore.messages());
        recorder.figure(Recorder.NEAR_ALLOCATION, near / messages);
        recorder.figure(
                Recorder.FAR_ALLOCATION,
                (far.allocatedBytes() - farBefore.allocatedBytes()) / messages);
    }
}
