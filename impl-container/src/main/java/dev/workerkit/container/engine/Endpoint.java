package dev.workerkit.container.engine;

import dev.workerkit.SpecException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where an engine may listen.
 *
 * @param uri {@code unix:///path}, {@code tcp://host:port}
 * @param certificates the folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for TLS
 * @param source what named it, for messages
 */
record Endpoint(URI uri, Optional<Path> certificates, String source) {

    private static final Set<String> SCHEMES = Set.of("unix", "tcp", "http", "https");
    private static final String FIELD = "engine";
    private static final String FORMS =
            "give unix:///path/of/socket, tcp://host:port or https://host:port";

    static Endpoint unix(Path socket, String source) {
        try {
            // Encodes what an address may not have, such as a space.
            URI uri = new URI("unix", "", socket.toString(), null);
            return new Endpoint(uri, Optional.empty(), source);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Every absolute path makes an address", e);
        }
    }

    /** One that the user named. */
    static Endpoint given(URI uri, Optional<Path> certificates, String source) {
        String scheme = String.valueOf(uri.getScheme());
        if (!SCHEMES.contains(scheme)) {
            throw new SpecException(FIELD, "'" + uri + "' (" + source + ") is no address", FORMS);
        }
        if (scheme.equals("unix")) {
            requirePath(uri, source);
            return new Endpoint(uri, Optional.empty(), source);
        }
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new SpecException(
                    FIELD, "'" + uri + "' (" + source + ") has no host or no port", FORMS);
        }
        URI plain = URI.create("tcp://" + uri.getAuthority());
        return new Endpoint(plain, certificates, source);
    }

    private static void requirePath(URI uri, String source) {
        if (uri.getPath() == null || uri.getPath().length() < 2) {
            throw new SpecException(FIELD, "'" + uri + "' (" + source + ") has no path", FORMS);
        }
    }

    boolean isUnix() {
        return uri.getScheme().equals("unix");
    }

    Path socket() {
        return Path.of(uri.getPath());
    }

    @Override
    public String toString() {
        return uri + " (" + source + ")";
    }
}
