package dev.workerkit.container.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.container.NeedsEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineTest {

    /** Answers every request with the same content until it is closed. */
    private static final class Answering implements AutoCloseable {
        private final ServerSocket server;

        Answering(String content) throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> answer(content));
            thread.setDaemon(true);
            thread.start();
        }

        private void answer(String content) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    byte[] request = new byte[8192];
                    if (socket.getInputStream().read(request) > 0) {
                        String head =
                                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                        + "Connection: close\r\nContent-Length: "
                                        + content.length()
                                        + "\r\n\r\n";
                        socket.getOutputStream()
                                .write((head + content).getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    return;
                }
            }
        }

        Optional<URI> uri() {
            return Optional.of(URI.create("tcp://127.0.0.1:" + server.getLocalPort()));
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    @NeedsEngine
    void theEngineOfThisMachineIsFoundAndDescribed() {
        try (Engine engine = Engine.connect(Optional.empty())) {
            EngineFacts facts = engine.facts();
            assertThat(engine.answers()).isTrue();
            assertThat(facts.version()).matches("\\d+\\..*");
            assertThat(facts.processors()).isPositive();
            assertThat(facts.cgroupVersion()).isBetween(1, 2);
        }
    }

    @Test
    @NeedsEngine
    void allWhoConnectToOneEngineShareTheConnection() {
        try (Engine first = Engine.connect(Optional.empty())) {
            long begin = System.nanoTime();
            Engine second = Engine.connect(Optional.of(first.endpoint()));
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertThat(second.facts()).isSameAs(first.facts());
            second.close();
            second.close();
            assertThat(first.answers()).isTrue();
            assertThat(millis).isLessThan(500);
        }
    }

    @Test
    @NeedsEngine
    void anEngineThatHangsKeepsNobodyFromAnother() throws Exception {
        CompletableFuture<Engine> stuck;
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("tcp://127.0.0.1:" + silent.getLocalPort());
            stuck = CompletableFuture.supplyAsync(() -> Engine.connect(Optional.of(uri)));
            // The first only tries whether somebody listens; the second asks, and waits.
            silent.accept().close();
            try (Socket asked = silent.accept()) {
                assertThat(asked.getInputStream().read()).isNotNegative();
                CompletableFuture<Boolean> other =
                        CompletableFuture.supplyAsync(EngineTest::connectAndLeave);
                assertThat(other.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(stuck).isNotDone();
            }
        }
        assertThatThrownBy(() -> stuck.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EngineGoneException.class);
    }

    private static boolean connectAndLeave() {
        try (Engine engine = Engine.connect(Optional.empty())) {
            return engine.answers();
        }
    }

    @Test
    void aSocketThatIsNotThereIsTold(@TempDir Path folder) {
        URI missing = URI.create("unix://" + folder.resolve("docker.sock"));
        assertThatThrownBy(() -> Engine.connect(Optional.of(missing)))
                .isInstanceOf(EngineGoneException.class)
                .hasMessageContaining("does not exist; install and start Docker or Podman");
    }

    @Test
    void aSocketWhereNobodyListensIsTold(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("docker.sock");
        try (java.nio.channels.ServerSocketChannel server =
                java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            server.bind(java.net.UnixDomainSocketAddress.of(socket));
        }
        assertThat(Reachability.obstacle(socket))
                .hasValueSatisfying(
                        found -> assertThat(found).contains("nobody listens", "start the engine"));
    }

    @Test
    void aPortWhereNobodyListensIsTold() throws IOException {
        URI port;
        try (Answering gone = new Answering("hello")) {
            port = gone.uri().orElseThrow();
        }
        assertThatThrownBy(() -> Engine.connect(Optional.of(port)))
                .isInstanceOf(EngineGoneException.class)
                .hasMessageContaining("There is no container engine at " + port)
                .hasMessageContaining("nobody answers");
    }

    @Test
    void whatIsNoEngineIsTold() throws IOException {
        try (Answering other = new Answering("hello")) {
            assertThatThrownBy(() -> Engine.connect(other.uri()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("no container engine");
        }
        try (Answering other = new Answering("{\"a\":1}")) {
            assertThatThrownBy(() -> Engine.connect(other.uri()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("no container engine");
        }
    }

    @Test
    void anEngineThatIsTooOldIsTold() throws IOException {
        try (Answering old = new Answering("{\"ApiVersion\":\"1.12\",\"Version\":\"1.0\"}")) {
            assertThatThrownBy(() -> Engine.connect(old.uri()))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("up to 1.12, and 1.40 is needed");
        }
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String each : List.of("ftp://x:1", "tcp://x", "unix:/", "/var/run/docker.sock")) {
            assertThatThrownBy(() -> Engine.connect(Optional.of(URI.create(each))))
                    .as(each)
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("unix:///path");
        }
    }

    @Test
    void versionsAreAgreedUpon() {
        assertThat(negotiated("1.12", "1.41")).isEqualTo("1.41");
        assertThat(negotiated("1.24", "1.40")).isEqualTo("1.40");
        assertThat(negotiated("1.44", "1.52")).isEqualTo("1.44");
        assertThat(negotiated("1.24", "1.47")).isEqualTo("1.41");
    }

    private static String negotiated(String oldest, String newest) {
        return ApiVersion.negotiate(ApiVersion.of(oldest), ApiVersion.of(newest)).toString();
    }

    @Test
    void theEnvironmentComesBeforeTheUsualPlaces(@TempDir Path home) throws IOException {
        Endpoints named = new Endpoints(Map.of("DOCKER_HOST", "tcp://h:2375"), home);
        assertThat(named.candidates())
                .extracting(Endpoint::uri)
                .containsExactly(URI.create("tcp://h:2375"));

        Endpoints usual = new Endpoints(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), home);
        assertThat(usual.candidates())
                .extracting(each -> each.uri().getPath())
                .startsWith("/var/run/docker.sock", "/run/user/7/docker.sock")
                .endsWith("/run/user/7/podman/podman.sock", "/run/podman/podman.sock");
    }

    @Test
    void foldersMayHaveNamesThatAnAddressMayNot(@TempDir Path folder) {
        Path home = folder.resolve("John [100%] Doe");
        Endpoints usual = new Endpoints(Map.of("XDG_RUNTIME_DIR", "/run/a b"), home);
        assertThat(usual.candidates())
                .extracting(Endpoint::socket)
                .contains(home.resolve(".docker/run/docker.sock"), Path.of("/run/a b/docker.sock"));
        Endpoints named = new Endpoints(Map.of("DOCKER_HOST", "unix:///a b/100%.sock"), home);
        assertThat(named.candidates())
                .extracting(Endpoint::socket)
                .containsExactly(Path.of("/a b/100%.sock"));
    }

    @Test
    void theContextOfTheClientIsFollowed(@TempDir Path home) throws IOException {
        Path docker = Files.createDirectories(home.resolve(".docker"));
        Files.writeString(docker.resolve("config.json"), "{\"currentContext\":\"far\"}");
        Endpoints endpoints = new Endpoints(Map.of(), home);
        assertThatThrownBy(endpoints::candidates)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("docker context 'far' is not there");

        // The SHA-256 of "far", as the client names the folder.
        Path meta =
                Files.createDirectories(
                        docker.resolve(
                                "contexts/meta/"
                                        + "512eea46ceb3921dff4363c7069d89d4964d1d9fccaa0f411851a7aa60a5c868"));
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\"far\",\"Endpoints\":{\"docker\":{\"Host\":\"unix:///far.sock\"}}}");
        assertThat(endpoints.candidates())
                .extracting(Endpoint::uri)
                .containsExactly(URI.create("unix:///far.sock"));
    }

    @Test
    void nearNamesAreThoseThatSomebodyMayHaveMeant() {
        assertThat(
                        new NearNames("postgress:16")
                                .among(List.of("redis:7", "postgres:15", "lib/postgres:14"), 5))
                .containsExactly("lib/postgres:14", "postgres:15");
    }
}
