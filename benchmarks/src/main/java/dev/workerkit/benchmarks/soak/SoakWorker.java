package dev.workerkit.benchmarks.soak;

import dev.workerkit.worker.TaskWorker;
import dev.workerkit.worker.WorkerContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A member of the pool: takes a while over what it is given, gives it back, and
 * says now and then how large its heap is. */
public class SoakWorker implements TaskWorker {

    private static final String HEAP = "heap ";

    private final Duration pause;
    private final long workNanos;

    /** With the time from gauge to gauge, and that of each piece of work, as ISO 8601 has them. */
    public SoakWorker(String pause, String work) {
        this.pause = Duration.parse(pause);
        this.workNanos = Duration.parse(work).toNanos();
    }

    @Override
    public void initialize(WorkerContext context) {
        Thread gauge = new Thread(() -> tell(context), "heap-gauge");
        gauge.setDaemon(true);
        gauge.start();
    }

    private void tell(WorkerContext context) {
        try {
            while (!context.awaitStop(pause)) {
                context.status(HEAP + heapAfterCollection());
            }
        } catch (InterruptedException e) {
            // It ends.
        }
    }

    /** What is left of the heap of this JVM when it was collected, in bytes. */
    static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Of what a member has said last; not a number if it is about something else. */
    static double heap(String status) {
        return status.startsWith(HEAP)
                ? Double.parseDouble(status.substring(HEAP.length()))
                : Double.NaN;
    }

    @Override
    public Object perform(Object task, WorkerContext context) {
        long end = System.nanoTime() + workNanos;
        long left = workNanos;
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
        return task;
    }
}
