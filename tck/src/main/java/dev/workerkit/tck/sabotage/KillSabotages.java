package dev.workerkit.tck.sabotage;

import java.util.List;
import java.util.stream.Stream;

/** What can go wrong with the kill switch. */
final class KillSabotages {

    private KillSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(KillStartSabotages.all(), KillFileSabotages.all())
                .flatMap(List::stream)
                .toList();
    }
}
