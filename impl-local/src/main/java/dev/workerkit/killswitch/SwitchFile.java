package dev.workerkit.killswitch;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads the file, and puts another in its place: whoever reads it sees the one or the other. */
record SwitchFile(Place place) {

    /** Far more than addresses take. */
    private static final int MOST_BYTES = 1 << 20;

    /**
     * What it says; nothing is forbidden if there is none.
     *
     * @throws IOException with a message for people if it can't be read or understood
     */
    Content read() throws IOException {
        try {
            requireRegular();
            try (InputStream in = Files.newInputStream(place.file())) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                require(bytes.length <= MOST_BYTES, "has more than " + MOST_BYTES + " bytes");
                return Content.parse(bytes);
            }
        } catch (NoSuchFileException e) {
            return Content.NOTHING;
        }
    }

    /** A folder can't be read, and a pipe would be waited for. */
    private void requireRegular() throws IOException {
        BasicFileAttributes found = Files.readAttributes(place.file(), BasicFileAttributes.class);
        if (!found.isRegularFile()) {
            throw new NoFileException(
                    place.file(), found.isDirectory() ? "a folder" : "no regular file");
        }
    }

    private void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new FileSystemException(place.file().toString(), null, otherwise);
        }
    }

    /**
     * Writes it; when this returns, it is on the disk. Only by one who has shut the door.
     *
     * @throws IOException with a message for people if it can't; nothing is changed then
     */
    void write(Content content) throws IOException {
        byte[] bytes = content.toBytes();
        require(bytes.length <= MOST_BYTES, "would have more than " + MOST_BYTES + " bytes");
        Path unfinished = place.unfinished();
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished);
            if (Files.exists(place.file())) {
                requireRegular();
                Ownership.of(place.file()).giveTo(unfinished);
            }
            try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
                out.write(bytes);
                out.getFD().sync();
            }
            Files.move(unfinished, place.file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        syncFolder();
    }

    /** Else the new name may be gone after a loss of power. */
    private void syncFolder() throws IOException {
        Path folder = place.file().resolveSibling(".");
        // An interrupt would close the channel; it is told afterwards.
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
