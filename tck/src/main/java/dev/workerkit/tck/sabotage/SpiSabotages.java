package dev.workerkit.tck.sabotage;

import java.util.List;
import java.util.stream.Stream;

/** Of runtimes and providers. */
final class SpiSabotages {

    private SpiSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(SpiStartSabotages.all(), SpiRuntimeSabotages.all(), SpiLeakSabotages.all())
                .flatMap(List::stream)
                .toList();
    }
}
