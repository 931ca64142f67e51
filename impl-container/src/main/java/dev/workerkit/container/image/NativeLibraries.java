package dev.workerkit.container.image;

import dev.workerkit.WorkerException;
import dev.workerkit.launch.CacheFolder;
import dev.workerkit.os.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries of JNA and Netty in the image. These unpack them to the temporary folder
 * otherwise, from where nothing may be run in a container.
 */
public final class NativeLibraries {

    /** Where they lie in the image. */
    public static final String FOLDER = "/opt/workerkit/native";

    /** The places where Java looks by itself, as an option replaces them. */
    private static final String DEFAULT_PATH =
            "/usr/java/packages/lib:/usr/lib64:/lib64:/lib:/usr/lib";

    private static final String ARM = "aarch64";

    private NativeLibraries() {}

    /**
     * The options of a JVM in the image that uses JNA or Netty of the kit's own versions, as shared
     * workers do. Other JVMs must not have them, as their versions may differ.
     */
    public static List<String> jvmOptions() {
        return List.of(
                "-Djna.boot.library.path=" + FOLDER,
                "-Djna.nounpack=true",
                "-Djava.library.path=" + FOLDER + ":" + DEFAULT_PATH);
    }

    /**
     * A folder of this machine that holds them, for images that do not; made once for each version of
     * theirs.
     *
     * @throws WorkerException if they can't be written
     */
    public static Path unpacked() {
        try {
            SortedMap<String, byte[]> libraries = read();
            MessageDigest digest = Sha256.digest();
            libraries.values().forEach(digest::update);
            Path parent = CacheFolder.ofThisUser().orElseThrow(NativeLibraries::noHome);
            Path folder =
                    parent.resolve("native").resolve(Sha256.hex(digest.digest()).substring(0, 16));
            if (!Files.exists(folder)) {
                unpack(libraries, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new WorkerException("Tried to unpack native libraries: " + e, e);
        }
    }

    private static WorkerException noHome() {
        return new WorkerException(
                "Native libraries for images that have none are kept in the user's home, and this"
                        + " user has none; set HOME, or XDG_CACHE_HOME");
    }

    /** Whoever finds the folder finds it whole. */
    private static void unpack(SortedMap<String, byte[]> libraries, Path folder)
            throws IOException {
        Files.createDirectories(folder.getParent());
        Path making = Files.createTempDirectory(folder.getParent(), "making");
        for (Map.Entry<String, byte[]> each : libraries.entrySet()) {
            Path file = Files.write(making.resolve(each.getKey()), each.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another was faster, with the same.
            FileTree.delete(making);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** The libraries of this machine's processor by file name, as they are on our class path. */
    static SortedMap<String, byte[]> read() throws IOException {
        boolean arm = System.getProperty("os.arch").equals(ARM);
        String netty = "libnetty_transport_native_epoll_" + (arm ? "aarch_64" : "x86_64") + ".so";
        SortedMap<String, byte[]> libraries = new TreeMap<>();
        add(
                libraries,
                "libjnidispatch.so",
                "com/sun/jna/linux-" + (arm ? ARM : "x86-64") + "/libjnidispatch.so");
        add(libraries, netty, "META-INF/native/" + netty);
        return libraries;
    }

    private static void add(SortedMap<String, byte[]> libraries, String name, String resource)
            throws IOException {
        @Nullable ClassLoader loader = NativeLibraries.class.getClassLoader();
        try (InputStream input = loader == null ? null : loader.getResourceAsStream(resource)) {
            if (input != null) {
                libraries.put(name, input.readAllBytes());
            }
        }
    }
}
