package dev.workerkit.benchmarks.suite;

import com.sun.management.OperatingSystemMXBean;
import dev.workerkit.benchmarks.peer.Message;
import dev.workerkit.benchmarks.peer.NearEnd;
import dev.workerkit.benchmarks.peer.Role;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/** How much of a processor both processes use while a thread of each waits for a message. */
@BenchmarkMode(Mode.SingleShotTime)
public class Idle extends Stationed {

    private static final double PERCENT = 100;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** For how long nothing happens. */
    @Param("500")
    public int millis;

    private double near;
    private double far;

    /** Made by JMH. */
    public Idle() {
        super(Role.ECHO);
    }

    /** Nothing, for a while. */
    @Benchmark
    public void idle() throws IOException, InterruptedException {
        NearEnd end = end();
        long farBefore = end.report().processorNanos();
        CompletableFuture<Void> woken = new CompletableFuture<>();
        Thread receiver = new Thread(() -> receive(end, woken), "receiver");
        receiver.start();
        long nearBefore = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        Thread.sleep(millis);
        double nanos = System.nanoTime() - start;
        near = PERCENT * (SYSTEM.getProcessCpuTime() - nearBefore) / nanos;
        end.wake();
        woken.join();
        receiver.join();
        far = PERCENT * (end.report().processorNanos() - farBefore) / nanos;
    }

    private static void receive(NearEnd end, CompletableFuture<Void> woken) {
        try {
            end.await(Message.allocate(Message.LARGEST));
            woken.complete(null);
        } catch (IOException e) {
            woken.completeExceptionally(e);
        }
    }

    /** Tells what was used. */
    @TearDown(Level.Iteration)
    public void tell(IterationParams iteration) throws IOException {
        Recorder recorder = Recorder.of(iteration);
        recorder.figure(Recorder.NEAR_LOAD, near);
        recorder.figure(Recorder.FAR_LOAD, far);
        recorder.figure(Recorder.LOAD, near + far);
    }
}
