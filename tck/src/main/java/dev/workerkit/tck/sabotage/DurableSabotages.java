package dev.workerkit.tck.sabotage;

import java.util.List;
import java.util.stream.Stream;

/** What can go wrong with acknowledged and durable channels. */
final class DurableSabotages {

    private DurableSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(DurableAcknowledgementSabotages.all(), DurableFolderSabotages.all())
                .flatMap(List::stream)
                .toList();
    }
}
