package dev.workerkit.tck.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.spi.WorkerRuntimeProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A vendor's jar: compiled on the spot, with its providers named as the class path wants it. */
public final class VendorJar {

    private VendorJar() {}

    /**
     * Compiles and packs.
     *
     * @param folder for the classes and the jar
     * @param providers the names of the provider classes
     * @param sources by class name
     */
    public static Path of(Path folder, List<String> providers, Map<String, String> sources)
            throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(classes, sources);
        return packed(folder.resolve("vendor.jar"), classes, providers);
    }

    /** Packs classes that are there. */
    public static Path packed(Path jar, Path classes, List<String> providers) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(out, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            if (!providers.isEmpty()) {
                add(
                        out,
                        "META-INF/services/" + WorkerRuntimeProvider.class.getName(),
                        String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        ((OutputStream) out).write(content);
        out.closeEntry();
    }

    private static void compile(Path classes, Map<String, String> sources) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-nowarn",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file =
                    classes.resolveSibling("src")
                            .resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int exitCode =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(out, out, arguments.toArray(String[]::new));
        assertThat(exitCode).as(said.toString()).isZero();
    }

    /** Source that is kept as a file, as it is no part of the tests' own. */
    public static String source(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/vendor", name + ".java.txt"));
    }

    /** Source of providers that are as bad as these snippets: constructor, name and open. */
    public static Map<String, String> providers(Map<String, String[]> snippets) {
        return snippets.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                bad -> "acme." + bad.getKey(),
                                bad -> provider(bad.getKey(), bad.getValue())));
    }

    private static String provider(String type, String... snippets) {
        return """
        package acme;
        public final class %s implements dev.workerkit.spi.WorkerRuntimeProvider {
            public %s() { %s }
            public String name() { %s }
            public dev.workerkit.WorkerRuntime open(dev.workerkit.RuntimeOptions options) { %s }
            static void hang() {
                while (true) { java.util.concurrent.locks.LockSupport.park(); }
            }
        }
        """
                .formatted(type, type, snippets[0], snippets[1], snippets[2]);
    }
}
