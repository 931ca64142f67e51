package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with readiness and order. */
final class ReadySabotages {

    private ReadySabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
