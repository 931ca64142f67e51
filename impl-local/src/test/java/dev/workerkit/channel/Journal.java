package dev.workerkit.channel;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process has done so far, in a file that outlives its kill: each line is one write. */
final class Journal {

    /**
     * One line.
     *
     * @param what was done
     * @param key with which message
     * @param attempts how often it had been delivered before, or another number
     */
    record Entry(String what, String key, long attempts) {

        static Entry of(String line) {
            String[] words = line.split(" ");
            return new Entry(words[0], words[1], Long.parseLong(words[2]));
        }

        boolean is(String other) {
            return what.equals(other);
        }
    }

    private final FileOutputStream file;

    Journal(Path path) throws IOException {
        file = new FileOutputStream(path.toFile(), true);
    }

    void note(String what, Object key, long attempts) {
        try {
            file.write(
                    (what + " " + key + " " + attempts + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Entry> read(Path path) throws IOException {
        return Files.exists(path)
                ? Files.readAllLines(path).stream().map(Entry::of).toList()
                : List.of();
    }
}
