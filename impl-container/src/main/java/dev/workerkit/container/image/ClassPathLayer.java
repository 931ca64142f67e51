package dev.workerkit.container.image;

import dev.workerkit.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The application's own classes in an image, for engines that can't mount files of this machine.
 *
 * @param entries jars and folders of this machine, absolute
 */
record ClassPathLayer(List<Path> entries) {

    private static final String FOLDER = "/opt/workerkit/classes";

    static ClassPathLayer of(List<Path> entries) {
        List<Path> absolute = new ArrayList<>();
        for (Path entry : entries) {
            if (!Files.isReadable(entry)) {
                throw new SpecException(
                        "bootstrap.classPath",
                        entry + " is missing, or can't be read",
                        "name jars and folders that are there");
            }
            absolute.add(entry.toAbsolutePath().normalize());
        }
        return new ClassPathLayer(List.copyOf(absolute));
    }

    /** Its entries as they are in the image, in the given order. */
    List<String> classPath() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            // The number keeps apart what has one name in different folders.
            paths.add(FOLDER + "/" + i + "-" + entries.get(i).getFileName());
        }
        return paths;
    }

    /** The name covers all files, as new ones in a folder are seen by nothing else. */
    LayerCache.Order order() throws IOException {
        StringBuilder facts = new StringBuilder();
        for (Path entry : entries) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    facts.append(SourceState.of(file)).append(' ').append(file).append('\n');
                }
            }
        }
        String name = "classes-" + Sha256.of(facts.toString()).substring(0, 16);
        return new LayerCache.Order(name, (content, workplace) -> fill(content));
    }

    private void fill(LayerContent content) throws IOException {
        List<String> paths = classPath();
        for (int i = 0; i < entries.size(); i++) {
            content.copy(paths.get(i), entries.get(i));
            content.source(entries.get(i));
        }
    }
}
