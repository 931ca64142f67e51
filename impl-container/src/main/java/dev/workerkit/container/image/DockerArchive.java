package dev.workerkit.container.image;

import dev.workerkit.json.PlainJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * An image in the form that {@code docker load} reads: a tar archive of the configuration, the
 * layers and a list of both. The image's id is the digest of its configuration, so it is known
 * before any engine has seen it.
 */
final class DockerArchive {

    private static final int BLOCK = 512;
    private static final String CREATED = "1980-01-01T00:00:00Z";

    private final byte[] configuration;
    private final String digest;
    private final List<Layer> layers;

    /**
     * An image of these layers, the lowest first.
     *
     * @param settings the image's environment, labels and so on, in the order to be written
     */
    DockerArchive(Map<String, Object> settings, List<Layer> layers) {
        this.layers = List.copyOf(layers);
        this.configuration = PlainJson.toBytes(configuration(settings, layers));
        this.digest = Sha256.of(configuration);
    }

    private static Map<String, Object> configuration(
            Map<String, Object> settings, List<Layer> layers) {
        List<String> digests = new ArrayList<>();
        List<Map<String, Object>> history = new ArrayList<>();
        for (Layer layer : layers) {
            digests.add("sha256:" + layer.digest());
            history.add(ordered("created", CREATED, "created_by", "workerkit"));
        }
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return ordered(
                "architecture",
                arm ? "arm64" : "amd64",
                "os",
                "linux",
                "created",
                CREATED,
                "config",
                settings,
                "rootfs",
                ordered("type", "layers", "diff_ids", digests),
                "history",
                history);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** The digest of the configuration. */
    String digest() {
        return digest;
    }

    /** The whole archive; its layers are read from their files as it is read itself. */
    InputStream open(String tag) throws IOException {
        List<String> names = layers.stream().map(DockerArchive::name).toList();
        byte[] manifest =
                PlainJson.toBytes(
                        List.of(
                                ordered(
                                        "Config",
                                        digest + ".json",
                                        "RepoTags",
                                        List.of(tag),
                                        "Layers",
                                        names)));
        List<InputStream> parts = new ArrayList<>();
        add(parts, digest + ".json", configuration.length, bytes(configuration));
        add(parts, "manifest.json", manifest.length, bytes(manifest));
        try {
            for (Layer layer : layers) {
                add(parts, name(layer), layer.size(), Files.newInputStream(layer.tar()));
            }
        } catch (IOException e) {
            for (InputStream part : parts) {
                part.close();
            }
            throw e;
        }
        parts.add(bytes(new byte[2 * BLOCK]));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static String name(Layer layer) {
        return layer.digest() + ".tar";
    }

    private static void add(List<InputStream> parts, String name, long size, InputStream content) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        byte[] header = new byte[BLOCK];
        entry.writeEntryHeader(header);
        parts.add(bytes(header));
        parts.add(content);
        parts.add(bytes(new byte[(int) (-size & (BLOCK - 1))]));
    }

    private static InputStream bytes(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
