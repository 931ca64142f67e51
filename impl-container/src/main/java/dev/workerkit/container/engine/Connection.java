package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.workerkit.UnsupportedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two clients of one engine: one for calls, whose answers are waited for this long, and one for
 * what streams for as long as a container runs. Safe for use by several threads.
 */
final class Connection implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int FIRST_ERROR = 400;

    private final Endpoint endpoint;
    private final DockerHttpClient callTransport;
    private final DockerHttpClient streamTransport;
    private final JsonNode about;
    private final ApiVersion version;
    private final DockerClient calls;
    private final DockerClient streams;

    private Connection(
            Endpoint endpoint, DockerHttpClient callTransport, DockerHttpClient streamTransport) {
        this.endpoint = endpoint;
        this.callTransport = callTransport;
        this.streamTransport = streamTransport;
        this.about = greet();
        this.version = agreedVersion();
        ClientSettings settings = new ClientSettings(endpoint.uri(), version);
        this.calls = DockerClientImpl.getInstance(settings, callTransport);
        this.streams = DockerClientImpl.getInstance(settings, streamTransport);
    }

    /**
     * Connects, and agrees on the version of the API.
     *
     * @throws dev.workerkit.WorkerException if nobody listens there, we may not, it is no engine, or
     *     one that is too old
     */
    static Connection open(Endpoint endpoint) {
        Reachability.require(endpoint);
        DockerHttpClient calls = transport(endpoint, ANSWER_LIMIT);
        DockerHttpClient streams = transport(endpoint, null);
        try {
            return new Connection(endpoint, calls, streams);
        } catch (RuntimeException e) {
            close(calls);
            close(streams);
            throw e;
        }
    }

    private static DockerHttpClient transport(Endpoint endpoint, @Nullable Duration answerLimit) {
        ZerodepDockerHttpClient.Builder builder =
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(endpoint.uri())
                        .maxConnections(Integer.MAX_VALUE)
                        .connectionTimeout(CONNECT_LIMIT)
                        .sslConfig(security(endpoint));
        return (answerLimit == null ? builder : builder.responseTimeout(answerLimit)).build();
    }

    private static @Nullable SSLConfig security(Endpoint endpoint) {
        return endpoint.certificates()
                .map(folder -> new LocalDirectorySSLConfig(folder.toString()))
                .orElse(null);
    }

    private JsonNode greet() {
        JsonNode answer;
        try {
            answer = json(Request.Method.GET, "/version");
        } catch (EngineGoneException e) {
            throw new EngineGoneException(
                    "Something listens at "
                            + endpoint
                            + ", but it does not answer as a container engine ("
                            + e.getMessage()
                            + "); give the address of Docker or Podman",
                    e);
        }
        if (!answer.path("ApiVersion").isTextual()) {
            throw notAnEngine(answer.toString());
        }
        return answer;
    }

    private EngineException notAnEngine(String answer) {
        return new EngineException(
                "What listens at "
                        + endpoint
                        + " is no container engine: asked for its version it said '"
                        + answer
                        + "'; give the address of Docker or Podman",
                null);
    }

    private ApiVersion agreedVersion() {
        ApiVersion newest = versionOf("ApiVersion");
        if (newest.compareTo(ApiVersion.OLDEST) < 0) {
            throw new UnsupportedException(
                    "The container engine at "
                            + endpoint
                            + " speaks the API up to "
                            + newest
                            + ", and "
                            + ApiVersion.OLDEST
                            + " is needed; use Docker 19.03 or later, or Podman 3 or later");
        }
        ApiVersion oldest =
                about.hasNonNull("MinAPIVersion") ? versionOf("MinAPIVersion") : ApiVersion.OLDEST;
        return ApiVersion.negotiate(oldest, newest);
    }

    private ApiVersion versionOf(String field) {
        String text = about.path(field).asText();
        try {
            return ApiVersion.of(text);
        } catch (IllegalArgumentException e) {
            throw notAnEngine(about.toString());
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** What the engine says of itself: {@code GET /version}. */
    JsonNode about() {
        return about;
    }

    /** Which product it is. */
    EngineFacts.Kind kind() {
        return EngineFacts.Kind.of(about);
    }

    /** The version of the API that is spoken. */
    ApiVersion version() {
        return version;
    }

    /** For what is answered at once. */
    DockerClient calls() {
        return calls;
    }

    /** For what goes on. */
    DockerClient streams() {
        return streams;
    }

    /** The whole answer to a request, of the agreed version. */
    JsonNode get(String path) {
        return json(Request.Method.GET, "/v" + version + path);
    }

    /** The same to a request that has filters in its query. */
    JsonNode get(String path, Map<String, List<String>> filters) {
        String json = ClientSettings.JSON.valueToTree(filters).toString();
        return get(path + "?filters=" + URLEncoder.encode(json, StandardCharsets.UTF_8));
    }

    /**
     * The whole answer to what is posted in the agreed version.
     *
     * @param content what the client library has no words for
     * @param tried for messages
     */
    JsonNode post(String path, JsonNode content, String tried) {
        byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        Request request =
                Request.builder()
                        .method(Request.Method.POST)
                        .path("/v" + version + path)
                        .putHeader("Content-Type", "application/json")
                        .bodyBytes(bytes)
                        .build();
        return json(request, tried);
    }

    /** Deletes what is at this path in the agreed version; nothing if it is gone. */
    void delete(String path, String tried) {
        Request request =
                Request.builder().method(Request.Method.DELETE).path("/v" + version + path).build();
        try (InputStream body = body(callTransport, request, tried)) {
            body.readAllBytes();
        } catch (NotFoundException e) {
            // That is what was asked for.
            return;
        } catch (IOException e) {
            throw Calls.gone(tried, e);
        }
    }

    private JsonNode json(Request.Method method, String path) {
        Request request = Request.builder().method(method).path(path).build();
        return json(request, "ask " + endpoint.uri() + " for " + path);
    }

    private JsonNode json(Request request, String tried) {
        try (InputStream body = body(callTransport, request, tried)) {
            return ClientSettings.JSON.readTree(body.readAllBytes());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw notAnEngine(e.getMessage());
        } catch (IOException e) {
            throw Calls.gone(tried, e);
        }
    }

    /**
     * A request whose answer goes on: returns when the engine has begun to answer.
     *
     * @param tried for messages
     */
    Body stream(Request.Method method, String path, String tried) {
        return stream(Request.builder().method(method).path("/v" + version + path).build(), tried);
    }

    /**
     * The same for a request whose answer begins when all is done.
     *
     * @param path with its version
     */
    Body post(String path, String tried) {
        return stream(Request.builder().method(Request.Method.POST).path(path).build(), tried);
    }

    private Body stream(Request request, String tried) {
        return body(streamTransport, request, tried);
    }

    /** What the paths of Podman's own API begin with, which has versions of its own. */
    String podmanPath() {
        for (JsonNode component : about.path("Components")) {
            String own = component.path("Details").path("APIVersion").asText();
            if (component.path("Name").asText().equals("Podman Engine") && !own.isEmpty()) {
                return "/v" + own + "/libpod";
            }
        }
        throw notAnEngine(about.toString());
    }

    private static Body body(DockerHttpClient transport, Request request, String tried) {
        Response response;
        try {
            response = transport.execute(request);
        } catch (RuntimeException e) {
            throw Calls.failure(tried, e);
        }
        if (response.getStatusCode() < FIRST_ERROR && response.getStatusCode() >= OK) {
            return new Body(response);
        }
        try (response) {
            String answer = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
            throw Calls.refusal(tried, response.getStatusCode(), answer, null);
        } catch (IOException e) {
            throw Calls.gone(tried, e);
        }
    }

    /** A connection for a request that is followed by no other. */
    RawStream raw() throws IOException {
        SSLConfig security = security(endpoint);
        return RawStream.open(
                endpoint.uri(), Optional.ofNullable(security).map(RawStream::contextOf));
    }

    @Override
    public void close() {
        close(callTransport);
        close(streamTransport);
    }

    private static void close(DockerHttpClient transport) {
        try {
            transport.close();
        } catch (IOException e) {
            System.getLogger(Connection.class.getName())
                    .log(System.Logger.Level.DEBUG, "Closing a client", e);
        }
    }

    URI uri() {
        return endpoint.uri();
    }
}
