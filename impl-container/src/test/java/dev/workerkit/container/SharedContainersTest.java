package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Disk;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SocketContext;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Containers;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.tck.fixture.CertificateAuthority;
import dev.workerkit.tck.fixture.SharedSquares;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shared workers in containers: who starts them, what ends them, and what is left of them. */
@NeedsEngine
@Timeout(240)
class SharedContainersTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MASTERS = 3;

    @TempDir Path folder;

    private final List<Process> masters = new ArrayList<>();
    private Engine engine;
    private WorkerRuntime runtime;
    private Path socket;
    private WorkerAddress address;

    @BeforeEach
    void open() {
        engine = Engine.connect(Optional.empty());
        runtime = WorkerRuntimes.open("container", RuntimeOptions.defaults());
        socket = folder.resolve("s");
        address = new WorkerAddress.Unix(socket);
    }

    @AfterEach
    void close() {
        masters.forEach(each -> each.destroyForcibly().onExit().join());
        runtime.close();
        containers().forEach(each -> each.container().remove());
        engine.close();
    }

    private List<Containers.Found> containers() {
        return engine.containers().list(Map.of(WorkerLabels.SHARED, address.toString()));
    }

    private SharedWorker connect() {
        return runtime.connect(address, SharedSquaresMaster.spec());
    }

    private static void requireServes(SharedWorker worker) {
        worker.channel().send(12);
        assertThat(worker.channel().receive(LIMIT)).isEqualTo(144);
    }

    private static void stop(SharedWorker worker) {
        worker.stop().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private void requireNothingButTheLog() throws IOException {
        assertThat(files()).containsExactly("s.log");
        assertThat(containers()).isEmpty();
    }

    @Test
    void itServesAtASocketOfThisMachineAndNothingIsLeftAfterItsStop() throws IOException {
        SharedWorker worker = connect();
        requireServes(worker);
        assertThat(worker.startedHere()).isTrue();
        assertThat(files()).containsExactly("s", "s.lock", "s.log");
        long pid = worker.pid().orElseThrow();
        assertThat(containers())
                .singleElement()
                .satisfies(
                        found ->
                                assertThat(found.container().inspect().pid().orElseThrow())
                                        .isEqualTo(pid));
        assertThat(Files.readString(socket.resolveSibling("s.log"))).contains(" " + pid);

        stop(worker);

        assertThat(isAlive(pid)).isFalse();
        requireNothingButTheLog();
    }

    @Test
    void mastersOfOtherRuntimesMeetItAndStopIt() throws IOException {
        SharedWorker first = connect();
        try (WorkerRuntime other = WorkerRuntimes.open("local")) {
            SharedWorker second =
                    other.connect(
                            address,
                            SharedWorkerSpec.existing().withCookie(SharedSquaresMaster.COOKIE));
            assertThat(second.id()).isEqualTo(first.id());
            requireServes(second);

            stop(second);

            assertThat(files()).containsExactly("s.log");
            Await.until("its container is gone", LIMIT, () -> containers().isEmpty());
        }
    }

    private Process master() throws IOException {
        Process master =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SharedSquaresMaster.class.getName(),
                                address.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        masters.add(master);
        return master;
    }

    private static void go(Process master) throws IOException {
        OutputStream input = master.getOutputStream();
        input.write('\n');
        input.flush();
    }

    private static BufferedReader said(Process master) {
        return new BufferedReader(
                new InputStreamReader(master.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void mastersThatConnectAtOnceStartOneAndItOutlivesThemAll() throws IOException {
        List<BufferedReader> said = new ArrayList<>();
        for (int index = 0; index < MASTERS; index++) {
            said.add(said(master()));
        }
        for (BufferedReader each : said) {
            assertThat(each.readLine()).isEqualTo("there");
        }
        for (Process each : masters) {
            go(each);
        }
        List<String> answers = new ArrayList<>();
        for (BufferedReader each : said) {
            answers.add(each.readLine());
        }
        assertThat(answers).filteredOn(each -> each.endsWith(" true")).hasSize(1);
        assertThat(answers.stream().map(each -> each.split(" ")[0]).distinct()).hasSize(1);

        // No time for anything orderly.
        masters.forEach(each -> each.destroyForcibly().onExit().join());

        SharedWorker worker = connect();
        assertThat(worker.startedHere()).isFalse();
        assertThat(worker.id().value()).isEqualTo(answers.get(0).split(" ")[0]);
        requireServes(worker);
        stop(worker);
        requireNothingButTheLog();
    }

    @Test
    void aMasterThatDiesWhileItStartsOneLeavesNothing() throws IOException {
        Process master = master();
        assertThat(said(master).readLine()).isEqualTo("there");
        go(master);
        Await.until("a container was made", LIMIT, () -> !containers().isEmpty());

        master.destroyForcibly().onExit().join();

        // Either it has what it needs and lives, or it is gone with all that was made for it.
        SharedWorker worker = connect();
        requireServes(worker);
        stop(worker);
        Await.until("no other container is left", LIMIT, () -> containers().isEmpty());
        assertThat(files()).containsExactly("s.log");
    }

    @Test
    void ofOneThatIsKilledNothingIsLeftAndTheNextConnectStartsAnother() throws IOException {
        SharedWorker worker = connect();

        ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow().destroyForcibly();

        Await.until(
                "its files are gone",
                LIMIT,
                () -> Files.notExists(socket.resolveSibling("s.lock")));
        Await.until("its container is gone", LIMIT, () -> containers().isEmpty());
        requireNothingButTheLog();
        SharedWorker next = connect();
        assertThat(next.id()).isNotEqualTo(worker.id());
        requireServes(next);
        stop(next);
    }

    @Test
    void ofAContainerThatIsRemovedByHandNothingIsLeft() throws IOException {
        SharedWorker worker = connect();

        containers().forEach(each -> each.container().remove());

        worker.disconnected().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        Await.until(
                "its files are gone",
                LIMIT,
                () -> Files.notExists(socket.resolveSibling("s.lock")));
        requireNothingButTheLog();
    }

    @Test
    void theCloseOfItsStarterDoesNotEndIt() {
        SharedWorker worker = connect();
        runtime.close();
        runtime = WorkerRuntimes.open("container", RuntimeOptions.defaults());

        SharedWorker again = connect();

        assertThat(again.id()).isEqualTo(worker.id());
        stop(again);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void itServesAPortOfThisMachineWithoutANetworkOfItsOwn() throws IOException {
        address = WorkerAddress.parse("tcp://localhost:" + freePort());
        Path log = folder.resolve("log");
        SharedWorker worker = runtime.connect(address, SharedSquaresMaster.spec().withLog(log));
        requireServes(worker);
        stop(worker);
        assertThat(containers()).isEmpty();
        assertThat(files()).containsExactly("log");
    }

    @Test
    void itServesTlsWithAKeyThatItsUserCouldNotRead() throws IOException {
        address = WorkerAddress.parse("tls://localhost:" + freePort());
        Path made = Files.createDirectory(folder.resolve("certificates"));
        CertificateAuthority authority = CertificateAuthority.create(made, "authority");
        CertificateAuthority.Issued issued = authority.issue("worker", "dns:localhost");
        SocketContext context =
                SocketContext.defaults()
                        .withCertificate(issued.chain(), issued.key())
                        .withTrusted(authority.certificate());
        SharedWorker worker =
                runtime.connect(
                        address,
                        SharedSquaresMaster.spec()
                                .withLog(folder.resolve("log"))
                                .withSocketContext(context));
        requireServes(worker);
        stop(worker);
    }

    @Test
    void whatItsContainerSaysBeforeItComesUpIsTold() throws IOException {
        BootstrapProfile profile = BootstrapProfile.defaults().withJvmOption("-XX:NoSuchOption=1");
        try (WorkerRuntime other =
                WorkerRuntimes.open(
                        "container", RuntimeOptions.defaults().withBootstrap(profile))) {
            assertThatThrownBy(() -> other.connect(address, SharedSquaresMaster.spec()))
                    .isInstanceOf(SharedWorkerUnavailableException.class)
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("NoSuchOption");
        }
        requireNothingButTheLog();
        assertThat(Files.readString(socket.resolveSibling("s.log"))).contains("NoSuchOption");
    }

    @Test
    void whatWouldGoWithItsStarterIsRefused() {
        WorkerSpec worker = WorkerSpec.of(SharedSquares.class).withDisk(Disk.of(1 << 20));
        assertThatThrownBy(() -> runtime.connect(address, SharedWorkerSpec.of(worker)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("disk")
                .hasMessageContaining("outlives");
    }
}
