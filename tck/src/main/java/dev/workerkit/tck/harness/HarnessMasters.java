package dev.workerkit.tck.harness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The processes that supervise for the runtimes which this JVM opened behind harnesses: a
 * verification that kills a master kills these, as the JVM itself supervises nobody then.
 */
public final class HarnessMasters {

    private static final List<Long> PROCESSES = new CopyOnWriteArrayList<>();

    private HarnessMasters() {}

    /** Of all runtimes that were opened and are not closed. */
    public static List<Long> processes() {
        return List.copyOf(PROCESSES);
    }

    static void add(long process) {
        PROCESSES.add(process);
    }

    static void remove(long process) {
        PROCESSES.remove(process);
    }
}
