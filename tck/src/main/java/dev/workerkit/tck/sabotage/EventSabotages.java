package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with events and history. */
final class EventSabotages {

    private EventSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
