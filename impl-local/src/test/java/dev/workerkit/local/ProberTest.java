package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.workerkit.Await;
import dev.workerkit.Probe;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.launch.Prober;
import dev.workerkit.os.ProcFs;
import dev.workerkit.os.ProcessEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of probe, with real sockets and processes. */
@Timeout(30)
class ProberTest {

    @TempDir Path folder;

    private Prober prober(Probe probe, Duration limit) {
        WorkerEnvironment environment =
                WorkerEnvironment.of(
                        WorkerSpec.command("true")
                                .withEnvironment("GREETING", "hello")
                                .withWorkingDirectory(folder));
        return new ProcessProbers(environment, ForkJoinPool.commonPool()).of(probe, limit);
    }

    private Optional<String> attempt(Probe probe) {
        return prober(probe, Duration.ofSeconds(5)).attempt().join();
    }

    @Test
    void aPortIsReadyWhenSomebodyListens() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = server.getLocalPort();
            assertThat(attempt(Probe.tcp(port))).isEmpty();
        }
        assertThat(attempt(Probe.tcp(port)).orElseThrow())
                .startsWith("127.0.0.1:" + port + ": ")
                .containsIgnoringCase("refused");
        assertThat(attempt(new Probe.Tcp("no.such.host.invalid", 80)))
                .contains("no.such.host.invalid:80: unknown host");
    }

    @Test
    void aSocketInTheWorkersFolderIsReadyWhenSomebodyListens() throws IOException {
        Probe probe = Probe.unixSocket(Path.of("s"));
        assertThat(attempt(probe).orElseThrow()).contains(folder.resolve("s").toString());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
            assertThat(attempt(probe)).isEmpty();
        }
        assertThat(attempt(probe).orElseThrow()).containsIgnoringCase("refused");
    }

    @Test
    void aSocketThatTakesNobodyDoesNotHoldUpTheProbe() throws IOException {
        Probe probe = Probe.unixSocket(Path.of("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("s")), 1);
            Await.until("its queue is full", () -> attempt(probe).isPresent());
            assertThat(attempt(probe).orElseThrow()).containsIgnoringCase("unavailable");
        }
    }

    @Test
    void anAddressIsReadyWhenItsStatusIsBelow400AndRedirectsAreNotFollowed() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/404");
                    int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            assertThat(attempt(Probe.http(base + 200))).isEmpty();
            assertThat(attempt(Probe.http(base + 302))).isEmpty();
            assertThat(attempt(Probe.http(base + 503))).contains(base + "503: status 503");
            assertThat(attempt(Probe.http(base + 404))).contains(base + "404: status 404");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aServerThatDoesNotAnswerDoesNotHoldUpTheProbe() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Probe probe = Probe.http("http://127.0.0.1:" + mute.getLocalPort() + "/");
            assertThat(prober(probe, Duration.ofMillis(200)).attempt().join().orElseThrow())
                    .containsIgnoringCase("timed out");
        }
    }

    @Test
    void aCommandSeesTheWorkersVariablesAndFolder() throws IOException {
        Probe probe = Probe.command("sh", "-c", "test $GREETING = hello && test -e ready");
        assertThat(attempt(probe).orElseThrow()).endsWith("exit code 1");
        Files.createFile(folder.resolve("ready"));
        assertThat(attempt(probe)).isEmpty();
    }

    @Test
    void aCommandThatTakesTooLongIsKilledWithItsChildren() throws IOException {
        Probe probe =
                Probe.command("sh", "-c", "echo $$ > parent; sleep 1000 & echo $! > child; wait");
        assertThat(prober(probe, Duration.ofMillis(300)).attempt().join().orElseThrow())
                .endsWith("takes longer than PT0.3S");
        awaitGone();
        int parent = Integer.parseInt(Files.readString(folder.resolve("parent")).strip());
        Await.until("it is reaped", () -> new ProcFs().stat(parent).isEmpty());
    }

    @Test
    void aProbeThatIsClosedEndsItsCommandAndBeginsNoOther() throws IOException {
        Prober prober =
                prober(
                        Probe.command("sh", "-c", "sleep 1000 & echo $! > child; wait"),
                        Duration.ofMinutes(1));
        CompletableFuture<Optional<String>> attempt = prober.attempt();
        Await.until("its child is there", () -> sizeOf(folder.resolve("child")) > 0);
        prober.close();

        assertThat(attempt.join()).isPresent();
        awaitGone();
        Files.delete(folder.resolve("child"));
        assertThat(prober.attempt().join()).contains("broken off");
        assertThat(folder.resolve("child")).doesNotExist();
    }

    @Test
    void aCommandIsReapedAlsoWhenItsRuntimeIsClosing() throws IOException {
        ExecutorService closing = Executors.newSingleThreadExecutor();
        Prober prober =
                new ProcessProbers(
                                WorkerEnvironment.of(
                                        WorkerSpec.command("true").withWorkingDirectory(folder)),
                                closing)
                        .of(
                                Probe.command("sh", "-c", "echo $$ > child; exec sleep 1000"),
                                Duration.ofMinutes(1));
        prober.attempt();
        Await.until("it runs", () -> sizeOf(folder.resolve("child")) > 0);
        int pid = Integer.parseInt(Files.readString(folder.resolve("child")).strip());
        closing.shutdown();
        prober.close();

        Await.until("nothing is left of it", () -> new ProcFs().stat(pid).isEmpty());
    }

    private void awaitGone() throws IOException {
        String pid = Files.readString(folder.resolve("child")).strip();
        Await.until(
                "its child is gone",
                () ->
                        new ProcFs()
                                .stat(Integer.parseInt(pid))
                                .filter(ProcessEntry::alive)
                                .isEmpty());
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }

    @Test
    void whatCanNeverSucceedIsRefused() {
        WorkerEnvironment environment =
                WorkerEnvironment.of(WorkerSpec.command("true").withWorkingDirectory(folder));
        assertThatThrownBy(
                        () ->
                                ProcessProbers.check(
                                        Probe.command("no-such-command-4711"), environment))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("probe.command")
                .hasMessageContaining("no-such-command-4711");
        assertThatThrownBy(
                        () ->
                                ProcessProbers.check(
                                        Probe.unixSocket(Path.of("s".repeat(108))), environment))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("probe.path");
    }
}
