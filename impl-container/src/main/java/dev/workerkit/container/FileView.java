package dev.workerkit.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the path of a runtime's directory means to a process. In another mount namespace the same path
 * may lead elsewhere, and what is not there may be there all the same.
 *
 * @param boot of the machine: nothing that ran before it lives
 * @param base what the directories of all users are in: its device and number
 */
record FileView(String boot, String base) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String BETWEEN = "/";

    /** This process's; none if that can't be told. */
    static Optional<FileView> of(Path directory) {
        // BASE/workerkit-container-UID/TOKEN
        Path base = directory.toAbsolutePath().resolve("../..").normalize();
        try {
            return Optional.of(
                    new FileView(
                            Files.readString(BOOT_ID).strip(),
                            Files.getAttribute(base, "unix:dev")
                                    + ":"
                                    + Files.getAttribute(base, "unix:ino")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As a label has it; none if it is none. */
    static Optional<FileView> parse(String label) {
        String[] parts = label.split(BETWEEN, -1);
        return parts.length == 2 ? Optional.of(new FileView(parts[0], parts[1])) : Optional.empty();
    }

    /** For a label. */
    @Override
    public String toString() {
        return boot + BETWEEN + base;
    }

    /**
     * Whether a directory is surely no more that was made by who had this view.
     *
     * @param own the view of who asks
     */
    boolean isGone(Path directory, FileView own) {
        // What may not be looked at is neither there nor not there.
        return Files.notExists(directory) && (!boot.equals(own.boot) || base.equals(own.base));
    }
}
