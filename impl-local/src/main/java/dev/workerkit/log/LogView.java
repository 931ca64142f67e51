package dev.workerkit.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The files of a log as they were at one moment. They are open, so they can be read though they are
 * rotated or deleted meanwhile; what was written since is not seen.
 *
 * @param newestFirst the parts
 */
record LogView(List<Part> newestFirst) implements AutoCloseable {

    /** A file and how long it was. */
    record Part(FileChannel channel, long size) {}

    /** The last lines, oldest first; fewer if there are no more. */
    Deque<String> lastLines(int count) throws IOException {
        Deque<String> found = new ArrayDeque<>();
        for (Part part : newestFirst) {
            Deque<String> older =
                    BackwardReader.lastLines(part.channel, part.size, count - found.size());
            while (!older.isEmpty()) {
                found.addFirst(older.removeLast());
            }
            if (found.size() >= count) {
                break;
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (Part part : newestFirst) {
            part.channel.close();
        }
    }
}
