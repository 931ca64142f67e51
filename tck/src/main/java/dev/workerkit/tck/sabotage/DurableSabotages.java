package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with acknowledged and durable delivery. */
final class DurableSabotages {

    private DurableSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
