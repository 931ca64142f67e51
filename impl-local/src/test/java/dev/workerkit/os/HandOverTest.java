package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptors that are given to a process which is no child, really. */
class HandOverTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final List<Process> processes = new ArrayList<>();
    private Path path;
    private HandOver handOver;

    @BeforeEach
    void listen() {
        path = folder.resolve("h");
        handOver = HandOver.at(path);
    }

    @AfterEach
    void end() {
        processes.forEach(each -> each.destroyForcibly().onExit().join());
        handOver.close();
    }

    private Process heir() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process heir =
                new ProcessBuilder(
                                java.toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Heir.class.getName(),
                                path.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        processes.add(heir);
        return heir;
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void theHeirServesWritesAndHoldsWhatItWasGiven() throws IOException {
        Path output = folder.resolve("output");
        InetSocketAddress where =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Pipe held = Pipe.open();
        Process heir = heir();
        try (PipeInput end = new PipeInput(held.readEnd())) {
            try (Descriptor socket = ListeningSocket.tcp(where).orElseThrow();
                    Descriptor log = OutputFile.open(output, true, made -> {});
                    Descriptor lifeline = held.writeEnd()) {
                assertThat(handOver.give(LIMIT, pid -> pid == heir.pid(), socket, log, lifeline))
                        .contains((int) heir.pid());
            }

            try (Socket caller = new Socket(where.getAddress(), where.getPort())) {
                assertThat(caller.getInputStream().readAllBytes())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("" + heir.pid());
            }
            assertThat(Files.readString(output)).isEqualTo("I am " + heir.pid() + "\n");
            CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> read(end));
            assertThat(ended).isNotDone();

            heir.destroyForcibly();

            assertThat(ended.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo(-1);
        }
    }

    private static int read(PipeInput end) {
        try {
            return end.read();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void strangersGetNothing() throws IOException {
        Process heir;
        try (SocketChannel stranger = SocketChannel.open(StandardProtocolFamily.UNIX);
                Descriptor nothing = OutputFile.open(folder.resolve("o"), true, made -> {})) {
            stranger.connect(UnixDomainSocketAddress.of(path));
            heir = heir();
            assertThat(handOver.give(LIMIT, pid -> pid == heir.pid(), nothing, nothing))
                    .contains((int) heir.pid());
            assertThat(stranger.read(java.nio.ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void whoBreaksOffIsNoHeir() throws IOException {
        try (SocketChannel weary = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            weary.connect(UnixDomainSocketAddress.of(path));
        }
        try (Descriptor nothing = OutputFile.open(folder.resolve("o"), true, made -> {})) {
            assertThat(handOver.give(LIMIT, pid -> true, nothing, nothing)).isEmpty();
        }
    }

    @Test
    void theWaitEndsWhenNobodyWillCome() {
        CompletableFuture<Optional<Integer>> given =
                CompletableFuture.supplyAsync(() -> handOver.give(LIMIT, pid -> true));
        handOver.cancel();
        Await.until("the wait has ended", given::isDone);
        assertThat(given.join()).isEmpty();
    }

    @Test
    void theWaitEndsAtItsLimit() {
        assertThat(handOver.give(Duration.ofMillis(20), pid -> true)).isEmpty();
    }

    @Test
    void anHeirWhoseGiverIsGoneIsTold() {
        assertThatThrownBy(() -> Inheritance.takeAt(folder.resolve("missing")))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("is gone")
                .hasMessageContaining("No such file");
    }

    @Test
    void nothingIsLeftOfTheSocket() {
        handOver.close();
        assertThat(path).doesNotExist();
    }
}
