package dev.workerkit.benchmarks.peer;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

/** What the far end does with a message. */
public enum Role {
    /** Sends it back. */
    ECHO,
    /** Sends it back with the time at which it came. */
    STAMP,
    /** Counts it. */
    SINK;

    /** Plays the role until it is told to stop, or the other end is gone. */
    public void play(Link link) throws IOException {
        ByteBuffer message = Message.allocate(Message.LARGEST);
        long messages = 0;
        while (link.receive(message)) {
            long mark = Message.mark(message);
            if (mark == Message.STOP) {
                return;
            } else if (mark == Message.FLUSH) {
                link.send(message);
            } else if (mark == Message.REPORT) {
                Message.report(message, messages, allocatedBytes(), processorNanos());
                link.send(message);
            } else {
                messages++;
                answer(link, message);
            }
        }
    }

    private void answer(Link link, ByteBuffer message) throws IOException {
        if (this == STAMP) {
            Message.stamp(message, System.nanoTime());
        }
        if (this != SINK) {
            link.send(message);
        }
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
