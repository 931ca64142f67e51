package dev.workerkit.tck.sabotage;

import java.util.List;
import java.util.stream.Stream;

/** Of the lifecycle. */
final class LifeSabotages {

    private LifeSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(
                        LifeIdentitySabotages.all(),
                        LifeCommandSabotages.all(),
                        LifeListenerSabotages.all(),
                        LifeWorkerSabotages.all())
                .flatMap(List::stream)
                .toList();
    }
}
