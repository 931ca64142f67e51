package dev.workerkit.container.disk;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is mounted where, as this process sees it: {@code /proc/self/mountinfo}. */
final class MountTable {

    private static final Path FILE = Path.of("/proc/self/mountinfo");
    private static final int TARGET = 4;

    private MountTable() {}

    /** Whether something is mounted at this very place. */
    static boolean isMounted(Path target) {
        return targets(FILE).contains(target);
    }

    /** All that is mounted below a folder, the latest first. */
    static List<Path> below(Path folder) {
        List<Path> found = new ArrayList<>();
        for (Path target : targets(FILE)) {
            if (target.startsWith(folder) && !target.equals(folder)) {
                found.add(target);
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** The places in a file like that, in the order in which they were mounted. */
    static List<Path> targets(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> Path.of(plain(line.split(" ")[TARGET])))
                    .toList();
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to read " + file + ": " + e + "; see that it is there", e);
        }
    }

    /** Blanks, tabs, line ends and backslashes are written there as octal numbers. */
    private static String plain(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char next = escaped.charAt(i);
            if (next == '\\' && i + 3 < escaped.length()) {
                text.append((char) Integer.parseInt(escaped.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(next);
            }
        }
        return text.toString();
    }
}
