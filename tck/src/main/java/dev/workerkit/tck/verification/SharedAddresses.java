package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.RefusedException;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a shared worker can be, and what else may be there. */
class SharedAddresses {

    /** For those who never answer. */
    private static final Duration SHORT = Duration.ofMillis(500);

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-SHARED-001")
    void addressesThatMeanTheSameAreTheSame() {
        for (List<String> same :
                List.of(
                        List.of("unix:///run/a/b", "unix:///run/./a//b", "unix:///run/c/../a/b/"),
                        List.of("unix:///run/a/b", "unix:/run/a/b"),
                        List.of(
                                "tcp://host:80",
                                "tcp://HOST:80",
                                "tcp://host:080",
                                "tcp://host.:80/"),
                        List.of("tls://[::1]:443", "tls://[0:0:0:0:0:0:0:1]:443"),
                        List.of("tcp://[2001:db8::1]:1", "tcp://[2001:DB8:0:0::1]:1"))) {
            assertThat(same)
                    .extracting(WorkerAddress::parse)
                    .containsOnly(WorkerAddress.parse(same.get(0)));
            assertThat(same)
                    .extracting(text -> WorkerAddress.parse(text).toString())
                    .containsOnly(same.get(0));
        }
        assertThat(
                        List.of(
                                "unix:///a",
                                "unix:///A",
                                "unix:///a/b",
                                "tcp://a:1",
                                "tls://a:1",
                                "tcp://a:2",
                                "tcp://b:1",
                                "tcp://127.0.0.1:1",
                                "tcp://[::1]:1"))
                .extracting(WorkerAddress::parse)
                .doesNotHaveDuplicates();
    }

    @Test
    @Requirement("WRK-SHARED-001")
    void whatIsNoAddressIsRefusedWithTheFormsThatAre() {
        for (String text :
                List.of(
                        "",
                        "/run/a",
                        "http://host:80",
                        "unix://run/a",
                        "unix:run/a",
                        "unix:///",
                        "tcp://host",
                        "tcp://:80",
                        "tcp://host:",
                        "tcp://host:port",
                        "tcp://ho st:1",
                        "tcp://me@host:80",
                        "tcp://host:80/path",
                        "tls://host:80?a",
                        "tls://[::1:443",
                        "tls://[:::1]:443")) {
            assertThatThrownBy(() -> WorkerAddress.parse(text))
                    .as("'%s'", text)
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("unix:///")
                    .hasMessageContaining("tcp://")
                    .hasMessageContaining("tls://");
        }
        for (String port : List.of("0", "65536", "99999999999")) {
            assertThatThrownBy(() -> WorkerAddress.parse("tcp://host:" + port))
                    .isInstanceOf(SpecException.class);
        }
        assertThatThrownBy(() -> WorkerAddress.parse("unix:///" + "x".repeat(107)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("108")
                .hasMessageContaining("107");
    }

    @Test
    @Requirement("WRK-SHARED-001")
    void aWorkerIsFoundHoweverItsAddressIsSpelled() {
        WorkerAddress.Unix address = stage.unix();
        String spelled =
                "unix://" + address.path().getParent() + "/./x/..//" + address.path().getFileName();

        try (SharedWorker first = stage.connect(address, stage.spec(SharedEcho.class));
                SharedWorker second =
                        stage.connect(WorkerAddress.parse(spelled), stage.spec(SharedEcho.class))) {
            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.address()).isEqualTo(first.address());
        }
        assertThat(stage.marks("up")).isEqualTo(1);
    }

    @Test
    @Requirement("WRK-SHARED-011")
    void aSocketWhoseWorkerIsDeadIsReplaced() throws IOException {
        WorkerAddress.Unix killed = stage.unix();
        WorkerAddress.Unix strangers = stage.unix();
        try (SharedWorker worker = stage.connect(killed, stage.spec(SharedEcho.class))) {
            worker.channel().send(SharedEcho.HALT);
            Stage.await("the connection ends", worker.disconnected());
        }
        listening(strangers.path()).close();
        assertThat(strangers.path()).exists();

        // That of the killed one may be gone: whoever started it may clear up after it.
        for (WorkerAddress.Unix stale : List.of(killed, strangers)) {
            try (SharedWorker worker = stage.connect(stale, stage.spec(SharedEcho.class))) {
                assertThat(worker.startedHere()).isTrue();
                worker.channel().send("to a new one");
                assertThat(SharedStage.receive(worker, String.class)).isEqualTo("to a new one");
            }
        }
    }

    @Test
    @Requirement("WRK-SHARED-011")
    void aSocketIsNeverTakenFromOneThatLives() throws IOException {
        WorkerAddress.Unix address = stage.unix();
        try (ServerSocketChannel silent = listening(address.path())) {
            Object file = fileKey(address);
            assertThatThrownBy(() -> connectInShortTime(address))
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining(address.path().toString());

            assertThat(fileKey(address)).as("the file of the socket").isEqualTo(file);
            assertThat(silent.isOpen()).isTrue();
        }
        assertThat(stage.marks()).as("marks of workers").isEmpty();
    }

    @Test
    @Requirement("WRK-SHARED-011")
    void aWorkerThatHangsKeepsItsSocket() throws IOException {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        WorkerAddress.Unix address = stage.unix();
        stage.serve(address, stage.spec(SharedEcho.class));
        Object file = fileKey(address);
        try (WireMaster master = WireMaster.to(address)) {
            try {
                Processes.suspend(master.pid());
                assertThatThrownBy(() -> connectInShortTime(address))
                        .isInstanceOf(WorkerException.class);
            } finally {
                Processes.resume(master.pid());
            }
            assertThat(master.ask("1")).isEqualTo("1");
        }
        assertThat(fileKey(address)).as("the file of the socket").isEqualTo(file);
        assertThat(stage.marks("up")).isEqualTo(1);
    }

    /** Another one for a file that was made anew. */
    private static Object fileKey(WorkerAddress.Unix address) throws IOException {
        return Files.readAttributes(address.path(), BasicFileAttributes.class).fileKey();
    }

    @Test
    @Requirement("WRK-SHARED-011")
    void aFileThatIsNoSocketIsNeverRemoved() throws IOException {
        WorkerAddress.Unix file = stage.unix();
        WorkerAddress.Unix folder = stage.unix();
        WorkerAddress.Unix link = stage.unix();
        Path target = stage.folder().resolve("target");
        Files.writeString(file.path(), "precious");
        Files.createDirectory(folder.path());
        Files.writeString(target, "precious");
        Files.createSymbolicLink(link.path(), target);

        for (WorkerAddress.Unix address : List.of(file, folder, link)) {
            assertThatThrownBy(() -> stage.connect(address, stage.spec(SharedEcho.class)))
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining(address.path().toString());
        }

        assertThat(file.path()).hasContent("precious");
        assertThat(folder.path()).isDirectory();
        assertThat(target).hasContent("precious");
        assertThat(stage.marks()).as("marks of workers").isEmpty();
    }

    @Test
    @Requirement("WRK-SHARED-014")
    void whereNoStartIsMeantNoneIsTried() {
        WorkerAddress.Unix unix = stage.unix();
        for (WorkerAddress address : List.of(unix, stage.tcp())) {
            assertThatThrownBy(() -> stage.connect(address, SharedStage.existing()))
                    .isInstanceOf(SharedWorkerUnavailableException.class)
                    .hasMessageContaining(address.toString());
        }
        assertThat(unix.path()).doesNotExist();
        // An address that is kept for documents, and belongs to no machine.
        WorkerAddress another = WorkerAddress.parse("tcp://192.0.2.1:9");
        assertThatThrownBy(
                        () ->
                                stage.connect(
                                        another,
                                        stage.spec(SharedEcho.class)
                                                .withOpenNetwork()
                                                .withStartTimeout(SHORT)))
                .isInstanceOf(SharedWorkerUnavailableException.class)
                .hasMessageContaining("192.0.2.1");
        assertThat(stage.marks()).as("marks of workers").isEmpty();
    }

    @Test
    @Requirement("WRK-SHARED-016")
    void aFolderThatIsMissingOrNotWritableIsNamed() throws IOException {
        Path missing = stage.folder().resolve("missing");
        Path file = Files.createFile(stage.folder().resolve("file"));
        // Nobody can make a file there, whatever he may do elsewhere.
        Path readOnly = Path.of("/proc/self");

        for (Path folder : List.of(missing, file, readOnly)) {
            WorkerAddress address = new WorkerAddress.Unix(folder.resolve("socket"));
            assertThatThrownBy(() -> stage.connect(address, stage.spec(SharedEcho.class)))
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining(folder.toString());
        }
        assertThat(missing).doesNotExist();
        assertThat(stage.marks()).as("marks of workers").isEmpty();
    }

    @Test
    @Requirement("WRK-SHARED-016")
    void aPortThatSomebodyElseUsesIsNamed() throws IOException {
        try (ServerSocket silent = elsewhere();
                ServerSocket closing = elsewhere();
                ServerSocket talking = elsewhere()) {
            Crowd.meanwhile(() -> answer(closing, ""));
            Crowd.meanwhile(() -> answer(talking, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            for (ServerSocket port : List.of(silent, closing, talking)) {
                WorkerAddress address = new WorkerAddress.Tcp("127.0.0.1", port.getLocalPort());
                assertThatThrownBy(() -> connectInShortTime(address))
                        .isInstanceOfAny(
                                RefusedException.class, SharedWorkerUnavailableException.class)
                        .hasMessageContaining(Integer.toString(port.getLocalPort()));
            }
        }
        assertThat(stage.marks()).as("marks of workers").isEmpty();
    }

    private static boolean answer(ServerSocket server, String text) throws IOException {
        while (true) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(WireMaster.bytes(text));
            }
        }
    }

    private void connectInShortTime(WorkerAddress address) {
        SharedWorkerSpec spec = stage.spec(SharedEcho.class).withStartTimeout(SHORT);
        stage.connect(address, spec).close();
    }

    private static ServerSocketChannel listening(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return server.bind(UnixDomainSocketAddress.of(socket));
    }

    private static ServerSocket elsewhere() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
