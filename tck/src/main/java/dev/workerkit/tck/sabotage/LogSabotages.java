package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with the log. */
final class LogSabotages {

    private LogSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
