package dev.workerkit.container;

import dev.workerkit.WorkerException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the guard finds its classes: where this process has found them, whoever loaded them. */
final class GuardClasses {

    /** One class of each jar. */
    private static final List<String> CLASSES =
            List.of(
                    "dev.workerkit.container.GuardMain",
                    "dev.workerkit.os.RunPlace",
                    "dev.workerkit.Worker",
                    "com.github.dockerjava.core.DockerClientImpl",
                    "com.github.dockerjava.api.DockerClient",
                    "com.github.dockerjava.transport.DockerHttpClient",
                    "com.github.dockerjava.zerodep.ZerodepDockerHttpClient",
                    "com.fasterxml.jackson.databind.ObjectMapper",
                    "com.fasterxml.jackson.core.JsonFactory",
                    "com.fasterxml.jackson.annotation.JsonFormat",
                    "com.google.common.base.Preconditions",
                    "org.apache.commons.lang3.StringUtils",
                    "org.apache.commons.io.IOUtils",
                    "org.apache.commons.codec.binary.Base64",
                    "org.bouncycastle.jce.provider.BouncyCastleProvider",
                    "org.bouncycastle.openssl.PEMParser",
                    "org.slf4j.Logger",
                    "com.sun.jna.Native");

    private GuardClasses() {}

    static String classPath() {
        Set<String> all = new LinkedHashSet<>();
        CLASSES.forEach(name -> location(name).ifPresent(all::add));
        return String.join(File.pathSeparator, all)
                + File.pathSeparator
                + System.getProperty("java.class.path");
    }

    private static Optional<String> location(String name) {
        try {
            Class<?> found = Class.forName(name, false, GuardClasses.class.getClassLoader());
            @Nullable CodeSource source = found.getProtectionDomain().getCodeSource();
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()).toString());
        } catch (ClassNotFoundException e) {
            // Some jars are left out by those who need no TLS.
            return Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new WorkerException(
                    "No path leads to the class "
                            + name
                            + ", and the guard's JVM could not load it; if it is in a jar within"
                            + " another jar, start the application unpacked",
                    e);
        }
    }
}
