package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with the control protocol. */
final class CtrlSabotages {

    private CtrlSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
