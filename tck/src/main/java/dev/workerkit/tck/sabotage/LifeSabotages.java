package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with the lifecycle. */
final class LifeSabotages {

    private LifeSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
