package dev.workerkit.container.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How large an ext4 file system is, as it says itself in its superblock.
 *
 * @param bytes all of its blocks; 0 if there is no file system
 */
record FileSystemSize(long bytes) {

    private static final int SUPERBLOCK = 1024;
    private static final int LENGTH = 1024;
    private static final int BLOCKS_LOW = 4;
    private static final int BLOCK_SIZE = 24;
    private static final int MAGIC = 56;
    private static final int INCOMPATIBLE = 96;
    private static final int BLOCKS_HIGH = 0x150;
    private static final short EXT = (short) 0xEF53;
    private static final int WITH_64_BITS = 0x80;
    private static final int LARGEST_BLOCK = 6;

    /** That of the file system in a file. */
    static FileSystemSize of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(SUPERBLOCK);
            return of(ByteBuffer.wrap(in.readNBytes(LENGTH)).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    private static FileSystemSize of(ByteBuffer block) {
        if (block.limit() < LENGTH
                || block.getShort(MAGIC) != EXT
                || block.getInt(BLOCK_SIZE) > LARGEST_BLOCK) {
            return new FileSystemSize(0);
        }
        long blocks = Integer.toUnsignedLong(block.getInt(BLOCKS_LOW));
        if ((block.getInt(INCOMPATIBLE) & WITH_64_BITS) != 0) {
            blocks |= Integer.toUnsignedLong(block.getInt(BLOCKS_HIGH)) << 32;
        }
        return new FileSystemSize(blocks << 10 << block.getInt(BLOCK_SIZE));
    }

    /** Whether a device of this size has no room for it to grow; not so, if there is none. */
    boolean fills(long device) {
        return bytes > 0 && bytes == device;
    }
}
