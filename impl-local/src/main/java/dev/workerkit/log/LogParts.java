package dev.workerkit.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log as they were at one moment. They are open, so they can be read though they are
 * rotated or deleted meanwhile; what was written since is not seen.
 */
final class LogParts implements AutoCloseable {

    /** A file and how long it was. */
    record Part(FileChannel channel, long size) {}

    private final List<Part> newestFirst;
    private final Deque<BackwardReader> unread = new ArrayDeque<>();

    LogParts(List<Part> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
        newestFirst.forEach(part -> unread.add(new BackwardReader(part.channel, part.size)));
    }

    /** The line before the last one that was returned, at first the last; null if there is none. */
    @Nullable String previous() throws IOException {
        while (!unread.isEmpty()) {
            String line = unread.element().previous();
            if (line != null) {
                return line;
            }
            unread.remove();
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        for (Part part : newestFirst) {
            part.channel.close();
        }
    }
}
