package dev.workerkit.container.engine;

import java.util.OptionalLong;

/**
 * How much a container may use; without bound where absent.
 *
 * @param memoryBytes memory, and no swap beyond it
 * @param nanoCpus processor time: 1 000 000 000 is one processor
 * @param processes how many processes and threads
 */
public record Limits(OptionalLong memoryBytes, OptionalLong nanoCpus, OptionalLong processes) {

    /** No limits. */
    public static Limits none() {
        return new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** The same with this much memory. */
    public Limits withMemory(long bytes) {
        return new Limits(OptionalLong.of(bytes), nanoCpus, processes);
    }

    /** The same with this much processor time. */
    public Limits withCpus(long nanos) {
        return new Limits(memoryBytes, OptionalLong.of(nanos), processes);
    }

    /** The same with this many processes. */
    public Limits withProcesses(long most) {
        return new Limits(memoryBytes, nanoCpus, OptionalLong.of(most));
    }
}
