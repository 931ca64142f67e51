package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with isolation. */
final class IsoSabotages {

    private IsoSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
