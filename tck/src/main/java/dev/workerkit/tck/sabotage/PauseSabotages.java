package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with pause and resume. */
final class PauseSabotages {

    private PauseSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
