package dev.workerkit.channel;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Sets memory of a sparse file aside before it is used through a mapping, in growing steps. So a
 * full file system is an exception here and not a fault in the middle of a message; and taking many
 * pages in one call costs less than a page fault for each.
 */
final class Extents implements Closeable {

    private static final int PAGE = 4096;
    private static final int LARGEST_STEP = 64 * 1024;
    private static final byte[] ZEROS = new byte[LARGEST_STEP];

    private final RandomAccessFile file;
    private final long start;
    private final long end;
    private long position;
    private int step = PAGE;

    private Extents(RandomAccessFile file, long start, long end) {
        this.file = file;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    /** For the part of a file between these offsets, of which nothing has been used yet. */
    static Extents open(Path file, long start, long end) throws IOException {
        // Not a FileChannel: an interrupt would close it.
        return new Extents(new RandomAccessFile(file.toFile(), "rw"), start, end);
    }

    /** How far from the start memory has been set aside. */
    int ready() {
        return (int) (position - start);
    }

    /** Sets memory aside up to at least this far from the start. */
    void cover(int offset) throws IOException {
        while (position < start + offset) {
            long next = Math.min(position / PAGE * PAGE + step, end);
            file.seek(position);
            file.write(ZEROS, 0, (int) (next - position));
            position = next;
            step = Math.min(2 * step, LARGEST_STEP);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
