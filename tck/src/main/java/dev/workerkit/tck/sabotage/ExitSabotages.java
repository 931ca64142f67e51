package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with exits and restarts. */
final class ExitSabotages {

    private ExitSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
