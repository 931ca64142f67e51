package dev.workerkit.benchmarks.machine;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processors that this process may use, and the pinning of threads to them. */
public final class Processors {

    private static final int MASK_BYTES = 128;

    /** As it was before any thread was pinned. */
    private static final List<Integer> ALLOWED;

    static {
        Native.register("c");
        ALLOWED = read();
    }

    private Processors() {}

    private static native int sched_getaffinity(int pid, long bytes, byte[] mask)
            throws LastErrorException;

    private static native int sched_setaffinity(int pid, long bytes, byte[] mask)
            throws LastErrorException;

    /** The numbers of those that this process may use. */
    public static List<Integer> allowed() {
        return ALLOWED;
    }

    private static List<Integer> read() {
        byte[] mask = new byte[MASK_BYTES];
        sched_getaffinity(0, MASK_BYTES, mask);
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < MASK_BYTES * Byte.SIZE; number++) {
            if ((mask[number / Byte.SIZE] >> number % Byte.SIZE & 1) == 1) {
                numbers.add(number);
            }
        }
        return List.copyOf(numbers);
    }

    /** Lets the calling thread run on this processor alone. */
    public static void pinThisThread(int processor) {
        byte[] mask = new byte[MASK_BYTES];
        mask[processor / Byte.SIZE] = (byte) (1 << processor % Byte.SIZE);
        sched_setaffinity(0, MASK_BYTES, mask);
    }

    /**
     * Two processors of the allowed ones, for two threads that look without a pause: of two cores
     * where that is possible.
     */
    public static Pair pair() {
        int near = ALLOWED.get(0);
        for (int other : ALLOWED) {
            if (other != near && !core(other).equals(core(near))) {
                return new Pair(near, other);
            }
        }
        return new Pair(near, ALLOWED.get(ALLOWED.size() - 1));
    }

    /**
     * One for each end.
     *
     * @param near of the thread that measures
     * @param far of the far end's thread; the same where there is but one
     */
    public record Pair(int near, int far) {

        /** Whether both can run at once. */
        public boolean isOfTwo() {
            return near != far;
        }
    }

    /** Hardware threads of one core have one name. */
    private static String core(int processor) {
        Path topology = Path.of("/sys/devices/system/cpu/cpu" + processor, "topology");
        try {
            return Files.readString(topology.resolve("physical_package_id")).strip()
                    + "-"
                    + Files.readString(topology.resolve("core_id")).strip();
        } catch (IOException e) {
            // Not told in every virtual machine.
            return Integer.toString(processor);
        }
    }
}
