package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with the kill switch. */
final class KillSabotages {

    private KillSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
