package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with shared workers. */
final class SharedSabotages {

    private SharedSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
