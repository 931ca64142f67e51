package dev.workerkit.tck.sabotage;

import java.util.List;
import java.util.stream.Stream;

/** What can go wrong with the channel. */
final class ChanSabotages {

    private ChanSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(
                        ChanOrderSabotages.all(),
                        ChanLimitSabotages.all(),
                        ChanEndSabotages.all(),
                        ChanMessageSabotages.all())
                .flatMap(List::stream)
                .toList();
    }
}
