package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with bootstrap profiles. */
final class BootSabotages {

    private BootSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
