package dev.workerkit.container.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of a layer in the cache, as a text file:
 *
 * <pre>
 *   digest SHA-256 of the layer
 *   size   BYTES
 *   source STATE PATH          for each file that it was made of
 *   check  SHA-256 of all lines before
 * </pre>
 *
 * @param sources the files that it was made of, and their state then
 */
record LayerDescription(String digest, long size, SortedMap<Path, String> sources) {

    private static final String CHECK = "check ";
    private static final int CHECK_SIZE = CHECK.length() + 64 + 1;

    /** How these files are now. */
    static SortedMap<Path, String> states(Iterable<Path> sources) throws IOException {
        SortedMap<Path, String> states = new TreeMap<>();
        for (Path source : sources) {
            states.put(source, SourceState.of(source));
        }
        return states;
    }

    /**
     * Reads one.
     *
     * @return nothing if there is none, or it is not whole
     */
    static Optional<LayerDescription> read(Path file) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        int end = text.length() - CHECK_SIZE;
        if (end < 0 || !text.substring(end).equals(check(text.substring(0, end)))) {
            return Optional.empty();
        }
        String digest = "";
        long size = -1;
        SortedMap<Path, String> sources = new TreeMap<>();
        for (String line : text.substring(0, end).split("\n")) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "digest" -> digest = words[1];
                case "size" -> size = Long.parseLong(words[1]);
                default -> sources.put(Path.of(unescaped(words[2])), words[1]);
            }
        }
        return Optional.of(new LayerDescription(digest, size, sources));
    }

    /** Writes it, whole or not at all. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("digest " + digest);
        lines.add("size " + size);
        sources.forEach((path, state) -> lines.add("source " + state + " " + escaped(path)));
        String text = String.join("\n", lines) + "\n";
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text + check(text));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String check(String text) {
        return CHECK + Sha256.of(text) + "\n";
    }

    private static String escaped(Path path) {
        return path.toString().replace("%", "%25").replace("\n", "%0A");
    }

    private static String unescaped(String path) {
        return path.replace("%0A", "\n").replace("%25", "%");
    }

    /** Whether the files that it was made of are still the same. */
    boolean isFresh() throws IOException {
        for (Map.Entry<Path, String> source : sources.entrySet()) {
            if (!SourceState.of(source.getKey()).equals(source.getValue())) {
                return false;
            }
        }
        return true;
    }
}
