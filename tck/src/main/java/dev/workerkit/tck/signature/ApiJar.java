package dev.workerkit.tck.signature;

import dev.workerkit.WorkerRuntimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar of the API.
 *
 * @param path the jar
 * @param temporary whether it was packed to be compared
 */
public record ApiJar(Path path, boolean temporary) implements AutoCloseable {

    private static final String TYPE = WorkerRuntimes.class.getName().replace('.', '/') + ".class";

    /**
     * A jar that somebody names.
     *
     * @throws SignatureException if it is none, or not one of the API
     */
    public static ApiJar of(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new SignatureException("There is no jar " + path.toAbsolutePath());
        }
        try (ZipFile jar = new ZipFile(path.toFile())) {
            if (jar.getEntry(TYPE) == null) {
                throw new SignatureException(
                        path + " is no jar of the Workerkit API: it has no " + TYPE);
            }
            return new ApiJar(path, false);
        } catch (ZipException e) {
            throw new SignatureException(path + " is no jar: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SignatureException(path + " can't be read: " + e, e);
        }
    }

    /** The one that this TCK was built with; packed, if it is there as a folder of classes. */
    public static ApiJar own() {
        try {
            Path place =
                    Path.of(
                            WorkerRuntimes.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return Files.isDirectory(place) ? packed(place) : of(place);
        } catch (URISyntaxException | IOException e) {
            throw new SignatureException(
                    "The TCK's own API can't be found; name a released jar with --against: " + e,
                    e);
        }
    }

    private static ApiJar packed(Path classes) throws IOException {
        Path jar = Files.createTempFile("workerkit-api", ".jar");
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return new ApiJar(jar, true);
    }

    /** Deletes it if it is temporary. */
    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("Can't delete " + path, e);
            }
        }
    }
}
