package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with recycling. */
final class RecycleSabotages {

    private RecycleSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
