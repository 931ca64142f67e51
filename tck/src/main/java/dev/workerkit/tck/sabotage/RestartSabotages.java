package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with restart policies. */
final class RestartSabotages {

    private RestartSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
