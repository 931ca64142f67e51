package dev.workerkit.sharing;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.os.Descriptor;
import dev.workerkit.os.LockedDirectory;
import dev.workerkit.os.OutputFile;
import dev.workerkit.os.Ownership;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The file that a shared worker's output goes to. It stays when the worker ends.
 *
 * @param file where it is
 * @param wanted whether somebody has named it; where nobody has, no link is followed, which in a
 *     folder that others write to might lead to any file of this user's
 */
public record SharedLog(Path file, boolean wanted) {

    /** A larger one is put aside at a start. */
    private static final long LARGEST_BYTES = 10L << 20;

    private static final int LAST_BYTES = 16 * 1024;

    /** Enough for a stack trace, which has what matters at its top. */
    private static final int LAST_LINES = 50;

    /**
     * The log of the worker at an address.
     *
     * @param wanted where it is wanted; else it lies beside the socket, or in the user's temporary
     *     folder
     */
    public static SharedLog of(WorkerAddress address, Optional<Path> wanted) {
        return new SharedLog(
                wanted.map(Path::toAbsolutePath).orElseGet(() -> usual(address)),
                wanted.isPresent());
    }

    private static Path usual(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix unix) {
            return Path.of(unix.path() + ".log");
        }
        String authority = address.toString().substring("tcp://".length());
        int colon = authority.lastIndexOf(':');
        String host = authority.substring(0, colon).replaceAll("[\\[\\]]", "");
        return temporary()
                .resolve("shared-" + host + "-" + authority.substring(colon + 1) + ".log");
    }

    private static Path temporary() {
        return LockedDirectory.home(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Opens it for a worker's output. By one at a time: by whoever has the address.
     *
     * @param owner whose it is to be, if it is made now; one that is there, which may be a device or
     *     serve others, too, stays whose it is
     * @throws SpecException if it can't be written
     */
    public Descriptor open(Optional<Ownership> owner) {
        try {
            if (file.getParent().equals(temporary())) {
                LockedDirectory.requirePrivate(file.getParent());
            }
            if (size() > LARGEST_BYTES) {
                Files.move(file, Path.of(file + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw refusal(e.toString());
        }
        try {
            return OutputFile.open(file, wanted, made -> owner.ifPresent(each -> each.give(made)));
        } catch (IOException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private SpecException refusal(String found) {
        return new SpecException(
                "log", file + " can't be written: " + found, "name a file in a folder of your own");
    }

    /** How much is in it. */
    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The last lines after this position. */
    String linesAfter(long position) {
        if (!Files.isRegularFile(file)) {
            // A pipe would be waited for, and what was in it is another's.
            return "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = Math.max(position, channel.size() - LAST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(LAST_BYTES);
            int read = Math.max(0, channel.read(bytes, start));
            List<String> lines =
                    new String(bytes.array(), 0, read, StandardCharsets.UTF_8).lines().toList();
            int first = Math.max(0, lines.size() - LAST_LINES);
            return String.join("\n", lines.subList(first, lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
