package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.SpecException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoints that come into question, as the docker client finds them: what the environment
 * names, else its context, else the sockets at their usual places.
 */
final class Endpoints {

    private static final String UNIX = "unix:///";
    private static final String DEFAULT_CONTEXT = "default";

    private final Map<String, String> environment;
    private final Path home;

    Endpoints(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /** Of this process. */
    static Endpoints ofThisProcess() {
        return new Endpoints(
                System.getenv(), Path.of(System.getProperty("user.home")).toAbsolutePath());
    }

    /** One that the caller gave. */
    Endpoint given(URI uri) {
        boolean secured =
                "https".equals(uri.getScheme()) || !variable("DOCKER_TLS_VERIFY").isEmpty();
        return Endpoint.given(
                uri, secured ? Optional.of(certificates()) : Optional.empty(), "as given");
    }

    /** In the order in which they are tried; who names one means that one alone. */
    List<Endpoint> candidates() {
        String host = variable("DOCKER_HOST");
        if (!host.isEmpty()) {
            boolean secured = !variable("DOCKER_TLS_VERIFY").isEmpty() || host.startsWith("https:");
            return List.of(
                    Endpoint.given(
                            uri(host, "DOCKER_HOST"),
                            secured ? Optional.of(certificates()) : Optional.empty(),
                            "DOCKER_HOST"));
        }
        return contextName().map(this::ofContext).map(List::of).orElseGet(this::usualPlaces);
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    private Path certificates() {
        String given = variable("DOCKER_CERT_PATH");
        return given.isEmpty() ? configuration() : Path.of(given);
    }

    private Path configuration() {
        String given = variable("DOCKER_CONFIG");
        return given.isEmpty() ? home.resolve(".docker") : Path.of(given);
    }

    private List<Endpoint> usualPlaces() {
        List<Endpoint> all = new ArrayList<>();
        String runtime = variable("XDG_RUNTIME_DIR");
        all.add(Endpoint.unix(Path.of("/var/run/docker.sock"), "Docker"));
        if (!runtime.isEmpty()) {
            all.add(
                    Endpoint.unix(
                            Path.of(runtime, "docker.sock").toAbsolutePath(), "rootless Docker"));
        }
        all.add(Endpoint.unix(home.resolve(".docker/run/docker.sock"), "Docker Desktop"));
        all.add(Endpoint.unix(home.resolve(".docker/desktop/docker.sock"), "Docker Desktop"));
        if (!runtime.isEmpty()) {
            all.add(
                    Endpoint.unix(
                            Path.of(runtime, "podman", "podman.sock").toAbsolutePath(),
                            "rootless Podman"));
        }
        all.add(Endpoint.unix(Path.of("/run/podman/podman.sock"), "Podman"));
        return all;
    }

    /** The docker client's, unless it is its default. */
    private Optional<String> contextName() {
        String given = variable("DOCKER_CONTEXT");
        String name = given.isEmpty() ? configuredContext() : given;
        return name.isEmpty() || name.equals(DEFAULT_CONTEXT)
                ? Optional.empty()
                : Optional.of(name);
    }

    private String configuredContext() {
        Path file = configuration().resolve("config.json");
        return Files.isReadable(file) ? read(file).path("currentContext").asText("") : "";
    }

    private Endpoint ofContext(String name) {
        String source = "docker context '" + name + "'";
        String id = sha256(name);
        Path meta = configuration().resolve("contexts/meta").resolve(id).resolve("meta.json");
        if (!Files.isReadable(meta)) {
            throw new SpecException(
                    "engine",
                    "the " + source + " is not there: no file " + meta,
                    "choose one that 'docker context ls' lists, or set DOCKER_HOST");
        }
        String host = read(meta).path("Endpoints").path("docker").path("Host").asText("");
        Path tls = configuration().resolve("contexts/tls").resolve(id).resolve("docker");
        return Endpoint.given(
                uri(host, source),
                Files.isDirectory(tls) ? Optional.of(tls) : Optional.empty(),
                source);
    }

    private static URI uri(String text, String source) {
        try {
            // The docker client takes all that follows for a path as it is.
            return text.startsWith(UNIX)
                    ? Endpoint.unix(Path.of(text.substring(UNIX.length() - 1)), source).uri()
                    : new URI(text);
        } catch (URISyntaxException e) {
            throw new SpecException(
                    "engine",
                    "'" + text + "' (" + source + ") is no address",
                    "give unix:///path/of/socket or tcp://host:port");
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new SpecException(
                    "engine",
                    file + " can't be read: " + e.getMessage(),
                    "mend it, or set DOCKER_HOST");
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
