package dev.workerkit.container.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.container.NeedsEngine;
import dev.workerkit.launch.JavaHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default image, in a real engine, behind all the walls that workers get. */
@NeedsEngine
class JavaImageTest {

    @TempDir static Path folder;

    private static DockerStore store;
    private static JavaImage built;
    private static String image;

    @BeforeAll
    static void load() {
        store = new DockerStore();
        built = ownImage(folder.resolve("cache"));
        image = built.ensure(store);
    }

    @AfterAll
    static void forget() {
        store.close();
    }

    private static JavaImage ownImage(Path cache) {
        return JavaImage.of(JavaHome.of(BootstrapProfile.defaults()), cache);
    }

    private static String contained(String... command) {
        return contained(image, command);
    }

    private static String contained(String image, String[] command) {
        Cli ended = Cli.contained(image, command);
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }

    @Test
    void itRunsJavaWithTheArchiveOfItsClasses() {
        assertThat(contained("java", "-Xshare:on", "-version")).contains("sharing");
    }

    @Test
    void namesOfFilesMayHaveAllLetters() {
        assertThat(contained("java", "-XshowSettings:properties", "-version"))
                .contains("sun.jnu.encoding = UTF-8");
    }

    @Test
    void itsShellAndToolsRun() {
        assertThat(contained("sh", "-c", "printf 'b\\na\\n' | sort | head -n 1; id -u; whoami"))
                .isEqualTo("a\n65534\nnobody\n");
        assertThat(
                        contained(
                                "sh",
                                "-c",
                                "for t in cat ls sleep date grep sed dd; do $t --help; done"))
                .doesNotContain("error while loading");
    }

    @Test
    void namesOfHostsAreResolvedByToolsAndByJava() throws IOException {
        assertThat(contained("getent", "hosts", "localhost")).contains("localhost");
        assertThat(main("Resolving", "java.net.InetAddress.getByName(\"localhost\")"))
                .contains("localhost/");
    }

    /** Nothing can be run that is unpacked to the temporary folder. */
    @Test
    void nativeLibrariesAreLoadedFromTheImage() throws IOException {
        assertThat(
                        main(
                                "WithJna",
                                "com.sun.jna.NativeLibrary.getInstance(\"c\").getFunction(\"getuid\")"
                                        + ".invokeInt(new Object[0])",
                                jars("jna-.*jar"),
                                NativeLibraries.jvmOptions()))
                .isEqualTo("65534\n");
        assertThat(
                        main(
                                "WithNetty",
                                "io.netty.channel.epoll.Epoll.isAvailable()",
                                jars("netty-.*jar"),
                                NativeLibraries.jvmOptions()))
                .endsWith("true\n");
    }

    @Test
    void theTemporaryFolderIsForAll() {
        assertThat(contained("sh", "-c", "stat -c %a /tmp; cat /etc/passwd"))
                .startsWith("1777\n")
                .contains("nobody:x:65534");
    }

    @Test
    void itCarriesItsLabelAndTag() {
        assertThat(
                        Cli.output(
                                "docker",
                                "image",
                                "inspect",
                                "--format={{.Id}} {{index .Config.Labels \"dev.workerkit.image\"}}",
                                built.tag()))
                .isEqualTo(built.id() + " 1");
    }

    @Test
    void anotherMasterFindsItAndDoesNothing() {
        int loads = store.loads.get();
        JavaImage again = ownImage(folder.resolve("cache"));

        assertThat(again.ensure(store)).isEqualTo(image);
        assertThat(store.loads).hasValue(loads);
    }

    /** But for the archive of classes, whose order differs from dump to dump in older JDKs. */
    @Test
    void builtAnewItIsTheSame() throws IOException {
        JavaImage again = ownImage(folder.resolve("another"));

        String id = again.id();

        if (Runtime.version().feature() >= 25) {
            assertThat(id).isEqualTo(image);
        }
        for (String layer : List.of("tools", "java")) {
            Map<String, String> files = files(layer(folder.resolve("cache"), layer));
            assertThat(files).hasSizeGreaterThan(50);
            assertThat(files(layer(folder.resolve("another"), layer))).isEqualTo(files);
        }
    }

    private static Path layer(Path cache, String name) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.getFileName().toString().matches(name + ".*tar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, String> files(Path layer) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(Files.newInputStream(layer), "UTF-8")) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                if (!e.getName().endsWith("classes.jsa")) {
                    files.put(e.getName() + e.getLinkName(), Sha256.of(tar.readAllBytes()));
                }
            }
        }
        return files;
    }

    @Test
    void aChangeOfTheApplicationMakesOnlyItsLayerAnew() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("application"));
        Files.writeString(classes.resolve("greeting.txt"), "first");
        JavaImage first = built.withClassPath(List.of(classes));
        String firstId = first.ensure(store);
        String file = first.classPath().get(0) + "/greeting.txt";
        assertThat(contained(firstId, new String[] {"cat", file})).isEqualTo("first");

        Files.writeString(classes.resolve("greeting.txt"), "second");
        String secondId = built.withClassPath(List.of(classes)).ensure(store);

        assertThat(contained(secondId, new String[] {"cat", file})).isEqualTo("second");
        List<String> before = layers(firstId);
        List<String> after = layers(secondId);
        assertThat(before).hasSize(3);
        assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2));
        assertThat(after.get(2)).isNotEqualTo(before.get(2));
    }

    @Test
    void aTruncatedLayerInTheCacheIsBuiltAgain() throws IOException {
        Path cache = folder.resolve("truncated");
        copy(folder.resolve("cache"), cache);
        Path tools = layer(cache, "tools");
        byte[] whole = Files.readAllBytes(tools);
        Files.write(tools, Arrays.copyOf(whole, whole.length / 2));

        assertThat(ownImage(cache).id()).isEqualTo(image);

        assertThat(tools).hasBinaryContent(whole);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static List<String> layers(String id) {
        String form = "--format={{range .RootFS.Layers}}{{.}}\n{{end}}";
        return Cli.output("docker", "image", "inspect", form, id).lines().toList();
    }

    /** What a class prints that is compiled here and run there. */
    private static String main(String name, String expression) throws IOException {
        return main(name, expression, List.of(), List.of());
    }

    private static String main(
            String name, String expression, List<Path> libraries, List<String> options)
            throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        Path source = classes.resolve(name + ".java");
        Files.writeString(
                source,
                "class %s { public static void main(String[] a) throws Exception {".formatted(name)
                        + " System.out.println(%s); } }".formatted(expression));
        List<Path> classPath = new ArrayList<>(libraries);
        classPath.add(classes);
        Path javac = Path.of(System.getProperty("java.home"), "bin/javac");
        Cli.output(
                javac.toString(),
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(":")),
                source.toString());
        JavaImage image = built.withClassPath(classPath);
        List<String> command = new ArrayList<>();
        command.add("java");
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(":", image.classPath()), name));
        return contained(image.ensure(store), command.toArray(String[]::new));
    }

    /** The jars of these names, from our own class path. */
    private static List<Path> jars(String pattern) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().matches(pattern))
                .toList();
    }
}
