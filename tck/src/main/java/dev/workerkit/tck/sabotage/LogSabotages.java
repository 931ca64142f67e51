package dev.workerkit.tck.sabotage;

import java.util.List;
import java.util.stream.Stream;

/** Of the log. */
final class LogSabotages {

    private LogSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(LogLineSabotages.all(), LogReadingSabotages.all(), LogFileSabotages.all())
                .flatMap(List::stream)
                .toList();
    }
}
