package dev.workerkit.container.disk;

import dev.workerkit.SpecException;
import dev.workerkit.container.tool.Tool;
import dev.workerkit.container.tool.ToolException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * A file that holds an ext4 file system. It is sparse: it takes the room of what was written to it.
 *
 * @param path the file
 */
record DiskImage(Path path) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Checking what was damaged takes the longer the more there is. */
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(30);

    /** Sizes are a multiple of this. */
    private static final long BLOCK = 4096;

    /** What e2fsck(8) returns from here on was not put right. */
    private static final int UNREPAIRED = 4;

    private static final String FIELD = "disk.bytes";

    /** The programs that this needs. */
    static List<String> programs() {
        return List.of("mkfs.ext4", "e2fsck", "resize2fs");
    }

    /**
     * Makes the file with an empty file system.
     *
     * @param bytes how large the file is at most
     * @param journal whether it can be put right quickly after a crash of the machine
     */
    void make(long bytes, boolean journal) throws IOException {
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        requireRoom(bytes);
        resize(bytes);
        // No blocks are kept for root; no room is set aside for growing, which works without.
        tool("mkfs.ext4")
                .run(
                        LIMIT,
                        "-q",
                        "-F",
                        "-m",
                        "0",
                        "-O",
                        journal ? "^resize_inode" : "^resize_inode,^has_journal",
                        "-E",
                        "lazy_itable_init=1,lazy_journal_init=1",
                        path);
    }

    /**
     * Puts right what a crash of the machine left behind, and makes it as large as this.
     *
     * @throws SpecException if it is larger
     */
    void reuse(long bytes) throws IOException {
        long found = Files.size(path);
        if (found > rounded(bytes)) {
            throw new SpecException(
                    FIELD,
                    path + " holds a disk of " + found + " bytes, which is not made smaller",
                    "use " + found + " or more, or another folder");
        }
        // A master that was killed may have made the file larger, and not what is in it.
        boolean grows = found < rounded(bytes) || !FileSystemSize.of(path).fills(found);
        check(grows);
        if (grows) {
            requireRoom(rounded(bytes) - found);
            resize(bytes);
            tool("resize2fs").run(LIMIT, path);
        }
    }

    /** Resizing is refused unless all of it was looked at. */
    private void check(boolean all) {
        Tool tool = tool("e2fsck");
        Object[] arguments = all ? new Object[] {"-f", "-p", path} : new Object[] {"-p", path};
        Tool.Outcome outcome = tool.attempt(CHECK_LIMIT, arguments);
        if (outcome.code() >= UNREPAIRED) {
            throw new SpecException(
                    "disk.directory",
                    path + " is damaged: " + outcome.output(),
                    "repair it with: e2fsck " + path);
        }
    }

    /** The file is sparse: it would be made, and be no disk of that size. */
    private void requireRoom(long bytes) throws IOException {
        long room = Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace();
        if (bytes > room) {
            throw new SpecException(
                    FIELD,
                    "there is no room for " + bytes + " bytes at " + path + ", only for " + room,
                    "use a smaller disk, or make room there");
        }
    }

    private void resize(long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(rounded(bytes));
        } catch (IOException e) {
            throw new SpecException(
                    FIELD,
                    "a file of "
                            + bytes
                            + " bytes can't be made at "
                            + path
                            + ": "
                            + e.getMessage(),
                    "use a smaller disk, or a file system that takes such files");
        }
    }

    private static long rounded(long bytes) {
        return bytes / BLOCK * BLOCK;
    }

    private static Tool tool(String name) throws ToolException {
        return Tool.require(name, "install the package e2fsprogs of the system");
    }
}
