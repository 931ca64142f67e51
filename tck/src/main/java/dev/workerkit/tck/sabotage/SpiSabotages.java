package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with runtimes and providers. */
final class SpiSabotages {

    private SpiSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
