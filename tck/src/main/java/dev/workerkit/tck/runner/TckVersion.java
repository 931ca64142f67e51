package dev.workerkit.tck.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class TckVersion implements IVersionProvider {

    static String current() {
        try (InputStream version =
                Objects.requireNonNull(
                        TckVersion.class.getResourceAsStream("/dev/workerkit/tck/version.txt"))) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The TCK's version can't be read", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Workerkit TCK " + current()};
    }
}
