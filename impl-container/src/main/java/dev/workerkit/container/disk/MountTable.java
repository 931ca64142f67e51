package dev.workerkit.container.disk;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is mounted where, as this process sees it: {@code /proc/self/mountinfo}. */
public final class MountTable {

    private static final Path FILE = Path.of("/proc/self/mountinfo");
    private static final int TARGET = 4;

    /** Ends the fields that are not always there; the kind and the device follow. */
    private static final String SEPARATOR = " - ";

    /**
     * A mount.
     *
     * @param target where it is
     * @param device what is mounted, a path if it is a device
     */
    record Entry(KernelName target, String device) {}

    private MountTable() {}

    /** Whether something is mounted at this very place. */
    static boolean isMounted(Path target) {
        KernelName wanted = KernelName.of(target);
        return entries(FILE).stream().anyMatch(each -> each.target().equals(wanted));
    }

    /** Whether something is mounted below a folder, by its real path. */
    public static boolean hasBelow(Path folder) {
        return !below(folder).isEmpty();
    }

    /** All that is mounted below a folder, the latest first. */
    static List<Entry> below(Path folder) {
        KernelName above = KernelName.of(folder);
        List<Entry> found = new ArrayList<>();
        for (Entry each : entries(FILE)) {
            if (each.target().isBelow(above)) {
                found.add(each);
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** Those in a file like that, in the order in which they were mounted. */
    static List<Entry> entries(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .map(MountTable::entry)
                    .toList();
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to read " + file + ": " + e + "; see that it is there", e);
        }
    }

    private static Entry entry(String line) {
        int separator = line.indexOf(SEPARATOR) + SEPARATOR.length();
        return new Entry(
                new KernelName(plain(line.split(" ")[TARGET])),
                plain(line.substring(separator).split(" ")[1]));
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
