package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with the channel. */
final class ChanSabotages {

    private ChanSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
