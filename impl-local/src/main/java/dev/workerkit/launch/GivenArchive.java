package dev.workerkit.launch;

import dev.workerkit.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A class-data archive that the application has made, and not the runtime. */
public final class GivenArchive {

    private static final String FIELD = "bootstrap.classDataArchiveFile";

    /** The first bytes of all kinds of archives, but for the last four bits. */
    private static final int MAGIC = 0xf00baba0;

    private GivenArchive() {}

    /**
     * Checks the file. Whether it fits the JDK and the class path only the JVM can tell, in the log
     * of each worker.
     *
     * @throws SpecException if it can't be read, or is no archive
     */
    public static void requireUsable(Path file) {
        byte[] first;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(Integer.BYTES);
        } catch (IOException e) {
            throw new SpecException(
                    FIELD, file + " can't be read: " + e, "name an archive that you can read");
        }
        boolean archive =
                first.length == Integer.BYTES
                        && (ByteBuffer.wrap(first).order(ByteOrder.nativeOrder()).getInt() & ~0xf)
                                == MAGIC;
        if (!archive) {
            throw new SpecException(
                    FIELD,
                    file + " is no class-data archive",
                    "make one with java -XX:ArchiveClassesAtExit=FILE, or from Java 25 on with"
                            + " -XX:AOTCacheOutput=FILE");
        }
    }

    /**
     * The options of a JVM that starts from it.
     *
     * @param feature the feature version of that JVM
     * @param seen where it sees the file
     */
    public static List<String> options(int feature, Path seen) {
        return List.of(
                ClassDataArchive.hasAotCache(feature)
                        ? "-XX:AOTCache=" + seen
                        : "-XX:SharedArchiveFile=" + seen);
    }
}
