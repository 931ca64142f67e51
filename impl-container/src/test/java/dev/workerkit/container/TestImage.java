package dev.workerkit.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.container.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A small image of this machine's shell and basic tools, for tests; loaded when it is not there. */
public final class TestImage {

    /** Its name. */
    public static final String NAME = "workerkit-test-tools:1";

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

    /** Loads it into an engine that does not have it. */
    public static synchronized String in(Engine engine) {
        if (!engine.images().has(NAME)) {
            try {
                engine.images().load(new ByteArrayInputStream(archive()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return NAME;
    }

    private static byte[] archive() throws IOException {
        byte[] layer = layer();
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
                                                List.of("PATH=/bin"),
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
                                                List.of(NAME),
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

    private static byte[] layer() throws IOException {
        Set<String> libraries = new TreeSet<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String tool : TOOLS) {
                file(tar, tool.substring(1), Files.readAllBytes(Path.of(tool)), 0755);
                libraries.addAll(librariesOf(tool));
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
