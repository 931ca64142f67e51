package dev.workerkit.tck.sabotage;

import java.util.List;

/** What can go wrong with images and engines. */
final class ImageSabotages {

    private ImageSabotages() {}

    static List<Sabotage> all() {
        return List.of();
    }
}
