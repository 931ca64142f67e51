package dev.workerkit.container.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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
