package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with commands inside workers. */
final class ExecSabotages {

    private ExecSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
