package dev.workerkit.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.container.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small images for tests, loaded when they are not there. */
public final class TestImage {

    /** This machine's shell and basic tools; without Java. */
    public static final String NAME = "workerkit-test-tools:2";

    /** Nothing at all, as is made {@code FROM scratch}. */
    private static final String EMPTY = "workerkit-test-empty:1";

    private static final List<String> TOOLS =
            List.of(
                    "/bin/sh",
                    "/bin/cat",
                    "/bin/sleep",
                    "/bin/id",
                    "/bin/ls",
                    "/bin/head",
                    "/bin/dd",
                    "/bin/touch",
                    "/bin/stty",
                    "/bin/mkdir",
                    "/bin/rm",
                    "/bin/env",
                    "/bin/seq",
                    "/bin/tail",
                    "/bin/chmod");
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+)");

    private TestImage() {}

    /** The tools, in this engine. */
    public static String in(Engine engine) {
        return load(engine, NAME, () -> tools(Map.of()));
    }

    /** The empty one, in this engine. */
    public static String empty(Engine engine) {
        return load(engine, EMPTY, TestImage::nothing);
    }

    /** The tools and these scripts by their paths, in this engine. */
    public static String with(Engine engine, String name, Map<String, String> scripts) {
        return load(engine, name, () -> tools(scripts));
    }

    /** Makes the files of an image. */
    private interface Recipe {
        byte[] layer() throws IOException;
    }

    private static synchronized String load(Engine engine, String name, Recipe recipe) {
        if (!engine.images().has(name)) {
            try {
                engine.images().load(new ByteArrayInputStream(archive(name, recipe.layer())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return name;
    }

    private static byte[] archive(String name, byte[] layer) throws IOException {
        byte[] config =
                new ObjectMapper()
                        .writeValueAsBytes(
                                Map.of(
                                        "architecture",
                                        "amd64",
                                        "os",
                                        "linux",
                                        "config",
                                        Map.of(
                                                "Env",
                                                List.of("PATH=/bin", "TCK_IMAGE=yes"),
                                                "Cmd",
                                                List.of("/bin/sh")),
                                        "rootfs",
                                        Map.of(
                                                "type",
                                                "layers",
                                                "diff_ids",
                                                List.of("sha256:" + sha256(layer)))));
        byte[] manifest =
                new ObjectMapper()
                        .writeValueAsBytes(
                                List.of(
                                        Map.of(
                                                "Config",
                                                "config.json",
                                                "RepoTags",
                                                List.of(name),
                                                "Layers",
                                                List.of("layer.tar"))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            file(tar, "config.json", config, 0644);
            file(tar, "layer.tar", layer, 0644);
            file(tar, "manifest.json", manifest, 0644);
        }
        return bytes.toByteArray();
    }

    private static byte[] nothing() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TarArchiveOutputStream(bytes).close();
        return bytes.toByteArray();
    }

    private static byte[] tools(Map<String, String> scripts) throws IOException {
        Set<String> libraries = new TreeSet<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String tool : TOOLS) {
                file(tar, tool.substring(1), Files.readAllBytes(Path.of(tool)), 0755);
                libraries.addAll(librariesOf(tool));
            }
            for (var script : new TreeMap<>(scripts).entrySet()) {
                byte[] text = script.getValue().getBytes(StandardCharsets.UTF_8);
                file(tar, script.getKey(), text, 0755);
            }
            for (String library : libraries) {
                file(tar, library.substring(1), Files.readAllBytes(Path.of(library)), 0755);
            }
            for (String folder : List.of("tmp/", "proc/", "sys/", "dev/")) {
                TarArchiveEntry entry = new TarArchiveEntry(folder);
                entry.setMode(folder.equals("tmp/") ? 01777 : 0755);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            file(
                    tar,
                    "etc/passwd",
                    "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n"
                            .getBytes(StandardCharsets.UTF_8),
                    0644);
        }
        return bytes.toByteArray();
    }

    private static List<String> librariesOf(String tool) throws IOException {
        Process ldd = new ProcessBuilder("ldd", tool).start();
        String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .map(LIBRARY::matcher)
                .map(found -> found.find() ? Optional.of(found.group(1)) : Optional.<String>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    private static void file(TarArchiveOutputStream tar, String name, byte[] content, int mode)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(mode);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
