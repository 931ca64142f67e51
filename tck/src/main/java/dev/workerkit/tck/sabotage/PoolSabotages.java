package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with pools. */
final class PoolSabotages {

    private PoolSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
