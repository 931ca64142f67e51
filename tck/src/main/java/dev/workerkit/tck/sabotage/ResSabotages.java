package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with resources. */
final class ResSabotages {

    private ResSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
