package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with the lifecycle. */
final class LifeSabotages {

    private LifeSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "counts-incarnations-from-0",
                        "WRK-LIFE-001",
                        "Counts incarnations from 0",
                        Deed.toSnapshot(
                                        snapshot ->
                                                Changed.incarnation(
                                                        snapshot, snapshot.incarnation() - 1))
                                .and(
                                        Deed.toEvent(
                                                event ->
                                                        Changed.incarnation(
                                                                event, event.incarnation() - 1)))));
    }
}
