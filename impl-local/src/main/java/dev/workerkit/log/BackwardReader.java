package dev.workerkit.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file from its end, without reading more of it than is asked for. */
final class BackwardReader {

    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;

    /** Where the block begins in the file. */
    private long position;

    private byte[] block = {};

    /** How much of the block is not returned yet; a line's end is its last byte. */
    private int left;

    /** Begins at a position at which a line ends. */
    BackwardReader(FileChannel channel, long end) {
        this.channel = channel;
        this.position = end;
    }

    /** The line before the last one that was returned, without its end; null if there is none. */
    @Nullable String previous() throws IOException {
        int searched = left;
        while (true) {
            // The one at the end of what is left ends the line, and begins none.
            for (int i = Math.min(searched, left - 1) - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return take(i + 1);
                }
            }
            if (position == 0) {
                return left == 0 ? null : take(0);
            }
            searched = readMore();
        }
    }

    private String take(int start) {
        int length = left - start - (block[left - 1] == '\n' ? 1 : 0);
        left = start;
        return new String(block, start, length, StandardCharsets.UTF_8);
    }

    /** Puts the bytes before the block in front of what is left of it; tells how many they are. */
    private int readMore() throws IOException {
        int length = (int) Math.min(BLOCK, position);
        position -= length;
        byte[] more = read(length);
        byte[] all = Arrays.copyOf(more, more.length + left);
        System.arraycopy(block, 0, all, more.length, left);
        block = all;
        left = all.length;
        return more.length;
    }

    private byte[] read(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
