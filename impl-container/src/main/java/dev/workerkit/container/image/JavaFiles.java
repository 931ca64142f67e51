package dev.workerkit.container.image;

import java.nio.file.Path;
import java.util.List;

/**
 * The JDK of the kit's image as files of this machine. Mounted with the libraries it runs in any
 * image.
 *
 * @param folder of the JDK, which holds {@code bin/java}
 * @param id tells it from others, with what is in it
 * @param feature its feature version, for example 17
 * @param libraries that it needs
 * @param locales folders of this machine with that of UTF-8, which their library finds nowhere else
 */
public record JavaFiles(
        Path folder, String id, int feature, MachineLibraries libraries, List<Path> locales) {

    /** Copies the list. */
    public JavaFiles {
        locales = List.copyOf(locales);
    }
}
