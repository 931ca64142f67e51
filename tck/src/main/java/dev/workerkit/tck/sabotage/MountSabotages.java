package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with mounts and disks. */
final class MountSabotages {

    private MountSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
