package dev.workerkit;

/**
 * How much of the machine a worker, with all its processes, may use. Immutable.
 *
 * @param cpus the processor time, in processors, from 0.01; more than the machine has is as much as
 *     it has (WRK-RES-002)
 * @param memoryBytes the memory, without swap, from 16 MiB; what waits in the worker's channel comes
 *     on top of it (WRK-RES-001, WRK-RES-005)
 */
public record Resources(double cpus, long memoryBytes) {

    /** The least memory, in bytes: what an engine needs to start a process at all. */
    public static final long LEAST_MEMORY_BYTES = 16L << 20;

    private static final double LEAST_CPUS = 0.01;
    private static final double MOST_CPUS = 10_000;

    /** Checks the values. */
    public Resources {
        // Not "cpus < …", for NaN is neither.
        if (!(cpus >= LEAST_CPUS && cpus <= MOST_CPUS)) {
            throw new SpecException(
                    "resources.cpus",
                    cpus + " is no number of processors",
                    "use one from " + LEAST_CPUS + ", for example 0.5");
        }
        if (memoryBytes < LEAST_MEMORY_BYTES) {
            throw new SpecException(
                    "resources.memoryBytes",
                    memoryBytes + " bytes are too few for any process",
                    "use " + LEAST_MEMORY_BYTES + " (16 MiB) or more");
        }
    }

    /** Those of a size. */
    public static Resources of(WorkerSize size) {
        return size.resources();
    }

    /** So many processors, and so much memory in bytes. */
    public static Resources of(double cpus, long memoryBytes) {
        return new Resources(cpus, memoryBytes);
    }
}
