package dev.workerkit.killswitch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the file said, and by what it is seen that it is still the same.
 *
 * @param global whether all starts are forbidden
 * @param forbidden the {@linkplain AddressKey keys} of what is
 * @param mark changes with the file; empty if there is none, or none to rely on
 * @param nanos when it was looked at, of a monotonic clock
 */
record LastLook(boolean global, Set<String> forbidden, Map<String, Object> mark, long nanos) {

    private static final String MARK = "unix:dev,ino,size,ctime,lastModifiedTime";

    /** Two changes within one tick of the file system's clock may leave the same mark. */
    private static final Duration YOUNG = Duration.ofSeconds(2);

    /** Clocks of other machines can't be relied on. */
    private static final Duration OLD = Duration.ofSeconds(5);

    /** Looks at the file now. */
    static LastLook at(Place place) throws IOException {
        // Before it is read: what changes after that is seen the next time.
        Map<String, Object> mark = mark(place.file());
        Content content = new SwitchFile(place).read();
        return new LastLook(
                content.global(),
                content.keys(),
                isYoung(mark) ? Map.of() : mark,
                System.nanoTime());
    }

    private static Map<String, Object> mark(Path file) throws IOException {
        try {
            return Files.readAttributes(file, MARK);
        } catch (NoSuchFileException e) {
            return Map.of();
        }
    }

    private static boolean isYoung(Map<String, Object> mark) {
        return mark.get("ctime") instanceof FileTime changed
                && System.currentTimeMillis() - changed.toMillis() < YOUNG.toMillis();
    }

    /** Whether the file, or what the link leads to, is certainly the same as then. */
    boolean isStillSo(Path file) {
        try {
            return !mark.isEmpty()
                    && System.nanoTime() - nanos < OLD.toNanos()
                    && mark.equals(mark(file));
        } catch (IOException e) {
            return false;
        }
    }
}
