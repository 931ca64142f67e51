package dev.workerkit.launch;

import dev.workerkit.BootstrapProfile;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The class path of workers. First what every worker loads from when it starts, always the same, so
 * that one archive of its classes serves every application; few jars, for each is opened before a
 * class of the application is found. Then the application's own, and last what the kit stands on.
 *
 * @param first the jars, or folders, that an archive is made of
 * @param rest what else is on the class path
 */
public record ClassPath(List<String> first, List<String> rest) {

    /** One class of each jar that a starting worker loads from. */
    private static final List<String> FIRST =
            List.of(
                    "dev.workerkit.host.WorkerHost",
                    "dev.workerkit.Worker",
                    "com.fasterxml.jackson.core.JsonFactory");

    /** One class of each jar that it may load from later, or that only a master needs. */
    private static final List<String> LAST =
            List.of(
                    "net.openhft.chronicle.queue.ChronicleQueue",
                    "net.openhft.chronicle.core.Jvm",
                    "net.openhft.chronicle.bytes.Bytes",
                    "net.openhft.chronicle.wire.Wire",
                    "net.openhft.chronicle.threads.Pauser",
                    "net.openhft.affinity.Affinity",
                    "net.openhft.posix.PosixAPI",
                    "net.openhft.compiler.CompilerUtils",
                    "org.slf4j.Logger",
                    "com.fasterxml.jackson.databind.ObjectMapper",
                    "com.fasterxml.jackson.annotation.JsonFormat",
                    "org.jspecify.annotations.NullMarked",
                    "com.sun.jna.Native",
                    "io.netty.util.ReferenceCounted",
                    "io.netty.buffer.ByteBuf",
                    "io.netty.resolver.NameResolver",
                    "io.netty.channel.Channel",
                    "io.netty.channel.unix.UnixChannel",
                    "io.netty.channel.epoll.EpollIoHandler",
                    "io.netty.handler.codec.ByteToMessageDecoder",
                    "io.netty.handler.ssl.SslContext",
                    "picocli.CommandLine");

    /** As a profile says, or with the classes of the master. */
    public static ClassPath of(BootstrapProfile profile) {
        Set<String> first = new LinkedHashSet<>();
        FIRST.forEach(name -> locationOf(name).ifPresent(first::add));
        Set<String> last = new LinkedHashSet<>();
        LAST.forEach(name -> locationOf(name).ifPresent(last::add));
        nativeEpoll().ifPresent(last::add);
        Set<String> rest = new LinkedHashSet<>(application(profile));
        rest.removeAll(last);
        rest.addAll(last);
        rest.removeAll(first);
        return new ClassPath(List.copyOf(first), List.copyOf(rest));
    }

    private static List<String> application(BootstrapProfile profile) {
        List<Path> entries = profile.classPath();
        if (entries.isEmpty()) {
            String own = System.getProperty("java.class.path");
            entries = Arrays.stream(own.split(File.pathSeparator)).map(Path::of).toList();
        }
        return entries.stream().map(entry -> entry.toAbsolutePath().toString()).toList();
    }

    /** Empty for a jar that somebody left out, as some of what Chronicle can use may be. */
    private static Optional<String> locationOf(String className) {
        try {
            Class<?> type = Class.forName(className, false, ClassPath.class.getClassLoader());
            CodeSource source = type.getProtectionDomain().getCodeSource();
            return Optional.of(Path.of(source.getLocation().toURI()).toString());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("No path leads to " + className, e);
        }
    }

    /** The jar of the native library that an event loop of the kind EPOLL needs; it has no classes. */
    private static Optional<String> nativeEpoll() {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        URL library =
                ClassPath.class
                        .getClassLoader()
                        .getResource(
                                "META-INF/native/libnetty_transport_native_epoll_"
                                        + machine
                                        + ".so");
        if (library == null || !library.getProtocol().equals("jar")) {
            return Optional.empty();
        }
        try {
            URL jar = ((JarURLConnection) library.openConnection()).getJarFileURL();
            return Optional.of(Path.of(jar.toURI()).toString());
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("No path leads to " + library, e);
        }
    }

    /** All, in their order. */
    public List<String> entries() {
        List<String> all = new ArrayList<>(first);
        all.addAll(rest);
        return all;
    }

    /**
     * All that is there of it, with what the manifests of its jars name: what must be brought along
     * where the jars are put to another place.
     */
    public List<Path> files() {
        return ManifestClassPath.of(entries());
    }

    /** Whether the JVM can make an archive of the first part: it takes jars alone. */
    public boolean isArchivable() {
        return first.stream().allMatch(entry -> Files.isRegularFile(Path.of(entry)));
    }
}
