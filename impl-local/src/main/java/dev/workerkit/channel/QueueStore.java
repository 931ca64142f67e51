package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queues of a channel, as its master has them. Not thread-safe. */
final class QueueStore {

    private static final Pattern NAME = Pattern.compile("(to-|from-)([0-9]{1,9})(\\..*)?");

    private final Path folder;
    private int last;

    private QueueStore(Path folder, int last) {
        this.folder = folder;
        this.last = last;
    }

    /** Opens what a master may have left, and clears away what one was making when it died. */
    static QueueStore open(Path folder) throws IOException {
        int last = 0;
        for (Path path : children(folder)) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            if (name.matches()) {
                last = Math.max(last, Integer.parseInt(name.group(2)));
                deleteUnlessWhole(folder.resolve(name.group(1) + name.group(2)), path);
            }
        }
        return new QueueStore(folder, last);
    }

    private static void deleteUnlessWhole(Path queue, Path part) {
        if (!StoredQueue.isThere(queue)) {
            Deletion.of(part);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        }
        return children;
    }

    /** Makes a queue whose number is higher than all there are. */
    StoredQueue create(String direction, ChannelSpec spec) throws IOException {
        last++;
        return StoredQueue.create(folder.resolve(direction + last), spec);
    }

    /** Those of a direction that are there, the oldest first. */
    List<StoredQueue> all(String direction) throws IOException {
        Map<Integer, StoredQueue> found = new TreeMap<>();
        for (Path path : children(folder)) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            if (name.matches()
                    && name.group(1).equals(direction)
                    && name.group(3) == null
                    && StoredQueue.isThere(path)) {
                found.put(Integer.valueOf(name.group(2)), StoredQueue.open(path));
            }
        }
        return List.copyOf(found.values());
    }
}
