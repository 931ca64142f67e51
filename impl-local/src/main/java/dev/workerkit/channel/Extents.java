package dev.workerkit.channel;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Sets memory of a sparse file aside before it is used through a mapping, in growing steps. So a
 * full file system is an exception here and not a fault in the middle of a message; and taking many
 * pages in one call costs less than a page fault for each.
 */
final class Extents implements Closeable {

    private static final int PAGE = 4096;

    /** Also what Linux maps at once around a page that is read. */
    static final int LARGEST_STEP = 64 * 1024;

    private static final byte[] ZEROS = new byte[LARGEST_STEP];

    private final Path path;
    private final long start;
    private final long end;
    private long position;
    private int step = PAGE;

    /** Opened when it is needed. Not a FileChannel: an interrupt would close it. */
    private @Nullable RandomAccessFile opened;

    /**
     * For the part of a file between these offsets, of which so much has memory already.
     */
    Extents(Path path, long start, long end, int ready) {
        this.path = path;
        this.start = start;
        this.end = end;
        this.position = Math.min(start + ready, end);
    }

    /** How far from the start memory has been set aside. */
    int ready() {
        return (int) (position - start);
    }

    /** Sets memory aside up to at least this far from the start. */
    void cover(int offset) throws IOException {
        while (position < start + offset) {
            long next = Math.min(position / PAGE * PAGE + step, end);
            RandomAccessFile file = open();
            file.seek(position);
            file.write(ZEROS, 0, (int) (next - position));
            position = next;
            step = Math.min(2 * step, LARGEST_STEP);
        }
    }

    private RandomAccessFile open() throws IOException {
        RandomAccessFile file = opened;
        if (file == null) {
            file = new RandomAccessFile(path.toFile(), "rw");
            opened = file;
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }
}
