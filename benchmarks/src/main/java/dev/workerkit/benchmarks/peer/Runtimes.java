package dev.workerkit.benchmarks.peer;

import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntimes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which of the kit's runtimes can be opened here. */
public final class Runtimes {

    private static final Map<String, Optional<String>> ABSENCES = new ConcurrentHashMap<>();

    private Runtimes() {}

    /** Why the runtime of this name can't be opened; empty if it can. Looked up once. */
    public static Optional<String> absence(String name) {
        return ABSENCES.computeIfAbsent(name, Runtimes::lookUp);
    }

    private static Optional<String> lookUp(String name) {
        try {
            WorkerRuntimes.open(name).close();
            return Optional.empty();
        } catch (WorkerException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
