package dev.workerkit.tck.campaign;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a journal while it is written, without what a kill has cut off. Used by one thread. */
final class JournalReader {

    private static final int MOST_AT_ONCE = 1 << 26;

    /**
     * One thing that was noted.
     *
     * @param attempts how often a message was received before; 0 with other entries
     */
    record Line(Journal.Entry entry, long number, int attempts) {

        /** Of a line that is not cut off. */
        static Line parse(String text) {
            String[] words = text.substring(0, text.length() - Journal.END.length()).split(" ");
            return new Line(
                    Journal.Entry.valueOf(words[0]),
                    Long.parseLong(words[1]),
                    words.length > 2 ? Integer.parseInt(words[2]) : 0);
        }
    }

    private final Path path;
    private long read;

    JournalReader(Path path) {
        this.path = path;
    }

    /** The lines that were written since the last time. */
    List<Line> more() {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] more = new byte[(int) Math.min(MOST_AT_ONCE, file.length() - read)];
            file.seek(read);
            file.readFully(more);
            String text = new String(more, StandardCharsets.US_ASCII);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read += whole.length();
            return whole.lines()
                    .filter(line -> line.endsWith(Journal.END))
                    .map(Line::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the journal " + path, e);
        }
    }
}
