package dev.workerkit.log;

import dev.workerkit.LogPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is put aside when it is full: {@code F} is the current one, {@code F.1} the one
 * before, and so on. Used under the log's lock.
 */
final class RotatingFile {

    private final Path path;
    private final LogPolicy policy;
    private FileChannel channel;
    private long size;

    private RotatingFile(Path path, LogPolicy policy, FileChannel channel) throws IOException {
        this.path = path;
        this.policy = policy;
        this.channel = channel;
        this.size = channel.size();
    }

    /** Opens the file, and goes on where it ends if it is there already. */
    static RotatingFile open(Path path, LogPolicy policy) throws IOException {
        return new RotatingFile(path, policy, openChannel(path));
    }

    private static FileChannel openChannel(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Whether so many bytes more, after those that wait to be written, make the file too large. */
    boolean isFullWith(long waiting, long bytes) {
        long before = size + waiting;
        return before > 0 && before + bytes > policy.maxFileBytes();
    }

    /** How long the file is. */
    long size() {
        return size;
    }

    /**
     * Writes whole lines. If it throws, those at the beginning for which there was room are written,
     * and {@link #size()} tells how many bytes that are.
     *
     * @throws IOException if the disk does not take all of them
     */
    void append(byte[] lines) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(lines);
        try {
            while (left.hasRemaining()) {
                channel.write(left, size + left.position());
            }
            size += lines.length;
        } catch (IOException e) {
            size += lengthOfWholeLines(lines, left.position());
            takeBackTheRest(e);
            throw e;
        }
    }

    private static int lengthOfWholeLines(byte[] lines, int written) {
        int length = written;
        while (length > 0 && lines[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    /** A line that is there in part would run into the next one. */
    private void takeBackTheRest(IOException cause) {
        try {
            channel.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Puts the file aside and begins a new one; the oldest beyond the policy is deleted. If it
     * throws, the file is as full as before, and it may be tried again.
     */
    void rotate() throws IOException {
        if (Files.exists(path)) {
            putAside();
        }
        FileChannel next = openChannel(path);
        channel.close();
        channel = next;
        size = next.size();
    }

    private void putAside() throws IOException {
        Files.deleteIfExists(numbered(policy.files() - 1));
        for (int number = policy.files() - 2; number >= 0; number--) {
            if (Files.exists(numbered(number))) {
                Files.move(
                        numbered(number),
                        numbered(number + 1),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return number == 0 ? path : Path.of(path + "." + number);
    }

    /** Those that exist, the current one first. */
    List<Path> newestFirst() {
        List<Path> existing = new ArrayList<>();
        for (int number = 0; number < policy.files(); number++) {
            if (Files.exists(numbered(number))) {
                existing.add(numbered(number));
            }
        }
        return existing;
    }

    /** All that is there now, to be read without the lock while the files are written and rotated. */
    LogParts parts() throws IOException {
        List<LogParts.Part> parts = new ArrayList<>();
        try {
            for (Path part : newestFirst()) {
                FileChannel reading = FileChannel.open(part, StandardOpenOption.READ);
                parts.add(new LogParts.Part(reading, reading.size()));
            }
        } catch (IOException e) {
            new LogParts(parts).close();
            throw e;
        }
        return new LogParts(parts);
    }

    void close() throws IOException {
        channel.close();
    }
}
