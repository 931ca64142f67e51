package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with limits. */
final class LimitSabotages {

    private LimitSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
