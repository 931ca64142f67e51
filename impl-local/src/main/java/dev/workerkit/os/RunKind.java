package dev.workerkit.os;

/**
 * What runtimes run. Each kind has directories of its own, for a master clears up only after those
 * whose remains it knows how to end.
 */
public enum RunKind {
    PROCESSES("workerkit-"),
    CONTAINERS("workerkit-container-"),
    SERVICES("workerkit-swarm-");

    private final String prefix;

    RunKind(String prefix) {
        this.prefix = prefix;
    }

    /** What the names of their directories begin with; the number of the user follows. */
    String prefix() {
        return prefix;
    }
}
