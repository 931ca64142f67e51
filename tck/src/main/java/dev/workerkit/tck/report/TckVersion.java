package dev.workerkit.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version that the build wrote down. */
public final class TckVersion {

    private TckVersion() {}

    /** That of this TCK. */
    public static String current() {
        try (InputStream version =
                Objects.requireNonNull(
                        TckVersion.class.getResourceAsStream("/dev/workerkit/tck/version.txt"))) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The TCK's version can't be read", e);
        }
    }
}
