package dev.workerkit.container.image;

import dev.workerkit.SpecException;
import dev.workerkit.container.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JDK in an image: what its jlink links of it, with the certificates that it trusts on this
 * machine and an archive of the classes that every JVM loads.
 *
 * @param home the JDK's folder on this machine, free of symbolic links
 * @param feature its feature version, for example 17
 */
record JavaLayer(Path home, int feature) {

    /** Where it lies in the image. */
    static final String FOLDER = "/opt/java";

    /**
     * What application classes may ask for at run time without naming it: all of Java SE, formats
     * of all languages (without them dates and numbers silently look English), and what helps to
     * look into a running JVM. No compiler and no tools to build with.
     */
    private static final List<String> MODULES =
            List.of(
                    "java.se",
                    "jdk.attach",
                    "jdk.charsets",
                    "jdk.crypto.cryptoki",
                    "jdk.crypto.ec",
                    "jdk.httpserver",
                    "jdk.jcmd",
                    "jdk.jdwp.agent",
                    "jdk.jfr",
                    "jdk.localedata",
                    "jdk.management",
                    "jdk.management.agent",
                    "jdk.management.jfr",
                    "jdk.naming.dns",
                    "jdk.net",
                    "jdk.nio.mapmode",
                    "jdk.security.auth",
                    "jdk.security.jgss",
                    "jdk.unsupported",
                    "jdk.xml.dom",
                    "jdk.zipfs");

    /** They need a screen, a sound card, or a desktop's libraries: a container has none. */
    private static final Set<String> DESKTOP =
            Set.of(
                    "libatk-wrapper.so",
                    "libawt_xawt.so",
                    "libjawt.so",
                    "libjsound.so",
                    "libsplashscreen.so");

    /**
     * Loaded by name from within the C library, or needed by native libraries that an application
     * brings along: no file of ours says that it needs them.
     */
    private static final List<String> WITHOUT_ASKING =
            List.of(
                    "libdl.so.2",
                    "libgcc_s.so.1",
                    "libm.so.6",
                    "libnss_dns.so.2",
                    "libnss_files.so.2",
                    "libpthread.so.0",
                    "libresolv.so.2",
                    "librt.so.1",
                    "libstdc++.so.6");

    /** Which spelling there is depends on the distribution; the C library reads either. */
    static final List<Path> LOCALES =
            List.of(Path.of("/usr/lib/locale/C.utf8"), Path.of("/usr/lib/locale/C.UTF-8"));

    private static final String CERTIFICATES = "lib/security/cacerts";

    /** The first whose jlink may link from the running image, without the folder jmods. */
    private static final int FIRST_LINKABLE = 24;

    /** Only a tool that hangs takes so long, even on a very busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    LayerCache.Order order() {
        String place = Sha256.of(home.toString()).substring(0, 8);
        return new LayerCache.Order("java-" + feature + "-" + place, this::fill);
    }

    /** The files of this JDK that load libraries of the machine. */
    private List<Path> nativeFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(home.resolve("bin/java"));
        files.add(home.resolve("lib/jspawnhelper"));
        try (Stream<Path> found = Files.walk(home.resolve("lib"))) {
            found.filter(file -> file.toString().endsWith(".so"))
                    .filter(file -> !isDesktop(file))
                    .sorted()
                    .forEach(files::add);
        }
        files.removeIf(file -> !Files.isRegularFile(file));
        return files;
    }

    /**
     * The libraries of this machine that it needs, with those that it may load by name, and those
     * that other files need.
     */
    List<Path> libraries(Collection<Path> others) throws IOException {
        LibrarySearch search = LibrarySearch.ofThisMachine();
        Set<Path> all = new LinkedHashSet<>(withoutAsking(search));
        List<Path> roots = new ArrayList<>(others);
        roots.addAll(all);
        roots.addAll(nativeFiles());
        all.addAll(ElfClosure.of(roots, search).files());
        all.removeIf(file -> file.startsWith(home));
        return List.copyOf(all);
    }

    private List<Path> withoutAsking(LibrarySearch search) throws IOException {
        Path asking = home.resolve("bin/java");
        Optional<ElfFile> elf = ElfFile.read(asking);
        List<Path> found = new ArrayList<>();
        if (elf.isPresent()) {
            for (String name : WITHOUT_ASKING) {
                search.find(name, asking, elf.get()).ifPresent(found::add);
            }
        }
        return found;
    }

    /** It as files of this machine, which a layer's folder holds. */
    JavaFiles files(Layer layer, Path unpacked) throws IOException {
        String loader =
                ElfFile.read(home.resolve("bin/java"))
                        .flatMap(ElfFile::interpreter)
                        .orElseThrow(() -> new IOException("bin/java has no dynamic loader"));
        return new JavaFiles(
                unpacked.resolve(FOLDER.substring(1)),
                layer.digest(),
                feature,
                MachineLibraries.of(loader, libraries(List.of())),
                LOCALES.stream().filter(Files::isDirectory).toList());
    }

    private static boolean isDesktop(Path file) {
        return DESKTOP.contains(file.getFileName().toString());
    }

    private void fill(LayerContent content, Path workplace) throws IOException {
        Path linked = workplace.resolve("java");
        link(linked);
        for (String name : DESKTOP) {
            Files.deleteIfExists(linked.resolve("lib").resolve(name));
        }
        Path certificates = home.resolve(CERTIFICATES);
        if (Files.isReadable(certificates)) {
            Files.write(linked.resolve(CERTIFICATES), Files.readAllBytes(certificates));
        }
        new Tool(linked.resolve("bin/java")).run(PATIENCE, "-Xshare:dump");
        content.copy(FOLDER, linked);
        for (String source :
                List.of("release", "lib/modules", "bin/jlink", "jmods/java.base.jmod")) {
            content.source(home.resolve(source));
        }
        content.source(certificates);
        content.source(Files.exists(certificates) ? certificates.toRealPath() : certificates);
    }

    private void link(Path target) {
        Path jlink = home.resolve("bin/jlink");
        if (!Files.isExecutable(jlink)) {
            throw refused("holds no executable bin/jlink");
        }
        boolean fromModules = Files.isDirectory(home.resolve("jmods"), LinkOption.NOFOLLOW_LINKS);
        if (!fromModules && !linksRunTimeImage(jlink)) {
            throw refused("has no folder jmods to link from");
        }
        List<String> options = new ArrayList<>();
        options.add("--add-modules=" + String.join(",", modules()));
        // Not --strip-debug: that wants objcopy, which is on few machines.
        options.add("--strip-java-debug-attributes");
        options.add("--no-man-pages");
        options.add("--no-header-files");
        if (!fromModules) {
            // Distributions change files of configuration; we take them as they are.
            options.add("--ignore-modified-runtime");
        }
        options.add("--output=" + target);
        new Tool(jlink).run(PATIENCE, options.toArray());
    }

    private boolean linksRunTimeImage(Path jlink) {
        return feature >= FIRST_LINKABLE
                && new Tool(jlink)
                        .run(PATIENCE, "--help")
                        .contains("Linking from run-time image enabled");
    }

    /** Those of our list that this JDK has: they come and go with its versions. */
    private List<String> modules() {
        List<String> present = new ArrayList<>();
        new Tool(home.resolve("bin/java"))
                .run(PATIENCE, "--list-modules")
                .lines()
                .map(line -> line.split("@", 2)[0].strip())
                .filter(MODULES::contains)
                .forEach(present::add);
        return present;
    }

    private SpecException refused(String found) {
        return new SpecException(
                "bootstrap.javaHome",
                home + " " + found + ", so no image can be made of it",
                "name a complete JDK (its package may be called openjdk-"
                        + feature
                        + "-jdk-headless, or -jmods), or name an image that holds Java");
    }
}
