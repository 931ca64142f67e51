package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with stopping. */
final class StopSabotages {

    private StopSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
