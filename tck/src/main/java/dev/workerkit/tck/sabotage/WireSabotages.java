package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with the wire protocol. */
final class WireSabotages {

    private WireSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
