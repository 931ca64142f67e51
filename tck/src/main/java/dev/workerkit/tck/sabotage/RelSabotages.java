package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with relationships. */
final class RelSabotages {

    private RelSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
