package dev.workerkit.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads the last lines of a file from its end, without reading more of it than it needs. */
final class BackwardReader {

    private static final int BLOCK = 64 * 1024;

    private BackwardReader() {}

    /**
     * The last lines before a position at which a line ends, oldest first; fewer if there are no
     * more.
     */
    static Deque<String> lastLines(FileChannel channel, long end, int count) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        long position = end;
        byte[] rest = {};
        while (position > 0 && lines.size() < count) {
            int length = (int) Math.min(BLOCK, position);
            position -= length;
            byte[] block = concat(read(channel, position, length), rest);
            int lineEnd = block.length;
            for (int i = block.length - 1; i >= 0 && lines.size() < count; i--) {
                if (block[i] == '\n') {
                    // The one at the end of the file ends a line and begins none.
                    addLine(lines, block, i + 1, lineEnd);
                    lineEnd = i + 1;
                }
            }
            rest = java.util.Arrays.copyOf(block, lineEnd);
        }
        if (lines.size() < count) {
            addLine(lines, rest, 0, rest.length);
        }
        return lines;
    }

    private static void addLine(Deque<String> lines, byte[] block, int start, int end) {
        if (end > start) {
            int length = end - start - (block[end - 1] == '\n' ? 1 : 0);
            lines.addFirst(new String(block, start, length, StandardCharsets.UTF_8));
        }
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
