package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with status and stop of shared workers. */
final class AdminSabotages {

    private AdminSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
