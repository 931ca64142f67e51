package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with the watchdog. */
final class WatchSabotages {

    private WatchSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
