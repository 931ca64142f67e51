package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerkit.Await;
import dev.workerkit.Disconnect;
import dev.workerkit.RefusedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.launch.UnixSocketProber;
import dev.workerkit.os.Child;
import dev.workerkit.os.LibC;
import dev.workerkit.os.Ownership;
import dev.workerkit.os.ProcFs;
import dev.workerkit.os.ProcessEntry;
import dev.workerkit.sharing.Hosts;
import dev.workerkit.sharing.SharedLog;
import dev.workerkit.sharing.SharedPlace;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shared workers as processes: who starts them, what is left of them, and what is never touched. */
class SharedStartsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    private WorkerRuntime runtime;
    private Path socket;
    private WorkerAddress address;
    private Path starts;

    @BeforeEach
    void open() {
        runtime = WorkerRuntimes.open("local", RuntimeOptions.defaults());
        socket = folder.resolve("s");
        address = new WorkerAddress.Unix(socket);
        starts = folder.resolve("starts");
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
        for (long pid : started()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            Await.until("worker " + pid + " is gone", LIMIT, () -> !Child.alive((int) pid));
        }
    }

    private List<Long> started() throws IOException {
        return Files.exists(starts)
                ? Files.readAllLines(starts).stream().map(Long::valueOf).toList()
                : List.of();
    }

    private SharedWorkerSpec spec() {
        return SharedMasterMain.spec(starts.toString());
    }

    private SharedWorker connect() {
        return runtime.connect(address, spec());
    }

    private static void stop(SharedWorker worker) {
        worker.stop().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingIsLeftAfterAStopButTheLog() throws IOException {
        SharedWorker worker = connect();
        assertThat(Files.getPosixFilePermissions(socket))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(files()).containsExactly("s", "s.lock", "s.log", "starts");
        assertThat(worker.startedHere()).isTrue();

        stop(worker);

        assertThat(Child.alive((int) worker.pid().orElseThrow())).isFalse();
        assertThat(files()).containsExactly("s.log", "starts");
        assertThat(worker.disconnected().join().reason()).isEqualTo(Disconnect.Reason.STOPPING);
    }

    @Test
    void aWorkerBelongsToNobody() {
        SharedWorker worker = connect();
        ProcessEntry process = new ProcFs().stat((int) worker.pid().orElseThrow()).orElseThrow();

        assertThat(process.parent()).isNotEqualTo((int) ProcessHandle.current().pid());
        assertThat(process.session())
                .isNotEqualTo(
                        new ProcFs()
                                .stat((int) ProcessHandle.current().pid())
                                .orElseThrow()
                                .session());
        assertThat(ProcessHandle.current().children()).noneMatch(this::isShell);
        stop(worker);
    }

    private boolean isShell(ProcessHandle child) {
        return child.info().command().filter(command -> command.endsWith("sh")).isPresent()
                && child.info()
                        .arguments()
                        .map(Stream::of)
                        .orElse(Stream.of())
                        .anyMatch(word -> word.contains("<&4"));
    }

    @Test
    void ofManyThreadsOneStarts() throws Exception {
        List<SharedWorker> workers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<SharedWorker>> connecting =
                    IntStream.range(0, 20)
                            .mapToObj(i -> CompletableFuture.supplyAsync(this::connect, threads))
                            .toList();
            connecting.forEach(each -> workers.add(each.join()));
        } finally {
            threads.shutdown();
        }

        assertThat(started()).hasSize(1);
        assertThat(workers).extracting(SharedWorker::id).containsOnly(workers.get(0).id());
        assertThat(workers.stream().filter(SharedWorker::startedHere)).hasSize(1);
        stop(workers.get(3));
        for (SharedWorker worker : workers) {
            assertThat(worker.disconnected().get(60, TimeUnit.SECONDS).reason())
                    .isEqualTo(Disconnect.Reason.STOPPING);
        }
    }

    @Test
    void ofManyProcessesOneStarts() throws Exception {
        raceOfProcesses(address);
    }

    @Test
    void ofManyProcessesOneStartsAtAPort() throws Exception {
        raceOfProcesses(freePort());
    }

    private void raceOfProcesses(WorkerAddress where) throws Exception {
        List<MasterJvm> masters = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                masters.add(new MasterJvm(where.toString(), starts));
            }
            for (MasterJvm master : masters) {
                assertThat(master.line()).isEqualTo("there");
            }
            for (MasterJvm master : masters) {
                master.go();
            }
            List<String[]> told = new ArrayList<>();
            for (MasterJvm master : masters) {
                told.add(master.line().split(" "));
            }
            assertThat(started()).hasSize(1);
            assertThat(told).extracting(words -> words[0]).containsOnly(told.get(0)[0]);
            assertThat(told)
                    .extracting(words -> words[1])
                    .containsOnly(started().get(0).toString());
            assertThat(told.stream().filter(words -> words[2].equals("true"))).hasSize(1);
            stop(runtime.connect(where, spec()));
        } finally {
            for (MasterJvm master : masters) {
                master.close();
            }
        }
    }

    /** Whatever the moment: who connects next finds a worker, or starts one, and there is one. */
    @Test
    void aStarterThatIsKilledAtAnyMomentKeepsNobodyFromConnecting() throws Exception {
        Random random = new Random(4);
        for (int round = 0; round < 6; round++) {
            try (MasterJvm master = new MasterJvm(address.toString(), starts)) {
                assertThat(master.line()).isEqualTo("there");
                master.go();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(600));
                master.kill();
            }
            SharedWorker worker = connect();
            worker.channel().send("who?");
            assertThat(worker.channel().receive(LIMIT)).isEqualTo((int) worker.pid().orElseThrow());
            long alive = started().stream().filter(pid -> Child.alive(pid.intValue())).count();
            assertThat(alive).isEqualTo(1);
            stop(worker);
            assertThat(files()).containsExactly("s.log", "starts");
        }
    }

    @Test
    void whatADeadWorkerLeftIsReplaced() throws IOException {
        SharedWorker first = connect();
        ProcessHandle.of(first.pid().orElseThrow()).orElseThrow().destroyForcibly();
        assertThat(first.disconnected().join().reason()).isEqualTo(Disconnect.Reason.LOST);
        assertThat(files()).contains("s", "s.lock");

        SharedWorker second = connect();

        assertThat(second.startedHere()).isTrue();
        assertThat(second.id()).isNotEqualTo(first.id());
        stop(second);
        assertThat(files()).containsExactly("s.log", "starts");
    }

    @Test
    void aLiveSocketOfAStrangerIsLeftAlone() throws IOException {
        try (ServerSocketChannel stranger = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stranger.bind(UnixDomainSocketAddress.of(socket), 1);
            List<SocketChannel> waiting = fill(socket);
            assertThatThrownBy(
                            () ->
                                    runtime.connect(
                                            address,
                                            spec().withStartTimeout(Duration.ofSeconds(1))))
                    .isInstanceOf(SharedWorkerUnavailableException.class)
                    .hasMessageContaining(address.toString());
            assertThat(SharedPlace.at(socket)).as("taken").isEmpty();
            assertThat(UnixSocketProber.isLive(socket)).isTrue();
            assertThat(files()).containsExactly("s");
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
        assertThat(started()).isEmpty();
    }

    /** So that it takes no more connections, until somebody accepts one. */
    private static List<SocketChannel> fill(Path path) {
        List<SocketChannel> waiting = new ArrayList<>();
        try {
            while (true) {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(UnixDomainSocketAddress.of(path));
            }
        } catch (IOException full) {
            return waiting;
        }
    }

    @Test
    void aFileThatIsNoSocketIsNeverRemoved() throws IOException {
        Files.writeString(socket, "precious");

        assertThatThrownBy(this::connect)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(socket.toString())
                .hasMessageContaining("no socket");

        assertThat(Files.readString(socket)).isEqualTo("precious");
        assertThat(files()).containsExactly("s");
    }

    @Test
    void aPipeIsNoSocketAndIsNeverRemoved() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", socket.toString()).start().waitFor()).isZero();

        assertThatThrownBy(this::connect)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("no socket");

        assertThat(files()).containsExactly("s");
    }

    @Test
    void whatAWorkerPutsInThePlaceOfItsSocketStaysAndTheAddressIsFreeOnceItIsMovedAway()
            throws IOException {
        assertThatThrownBy(
                        () ->
                                runtime.connect(
                                        address,
                                        SharedWorkerSpec.of(Usurper.class, socket.toString())))
                .isInstanceOf(SharedWorkerUnavailableException.class)
                .hasMessageContaining("ended before it was ready");
        assertThat(Files.readString(socket)).isEqualTo("precious");
        assertThat(files()).containsExactly("s", "s.log");

        Files.delete(socket);
        stop(connect());
    }

    /** Puts a file in the place of its socket, and dies. */
    static final class Usurper implements SharedWorkerHandler {

        Usurper(Path socket) throws IOException {
            Files.delete(socket);
            Files.writeString(socket, "precious");
            Runtime.getRuntime().halt(9);
        }

        @Override
        public void onMessage(Object message, Peer peer) {}
    }

    @Test
    void noLinkIsFollowedBesideASocket() throws IOException {
        for (String name : List.of("s.lock", "s.log")) {
            Path link = folder.resolve(name);
            Files.createSymbolicLink(link, folder.resolve("target"));

            assertThatThrownBy(this::connect)
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining(name);

            assertThat(files()).containsExactly(name);
            Files.delete(link);
        }
    }

    @Test
    void aPipeThatNobodyReadsIsNoLog() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> runtime.connect(address, spec().withLog(pipe)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(pipe.toString());

        assertThat(files()).containsExactly("pipe");
    }

    @Test
    void aLinkToASocketIsNotFollowed() throws IOException {
        Path target = folder.resolve("t");
        Files.createSymbolicLink(socket, target);

        assertThatThrownBy(this::connect)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("no socket");
        assertThat(Files.isSymbolicLink(socket)).isTrue();
    }

    @Test
    void anHttpServerIsNoWorker() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering =
                    new Thread(
                            () -> {
                                try (var accepted = server.accept()) {
                                    accepted.getOutputStream()
                                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                                } catch (IOException e) {
                                    // The test tells what is wrong.
                                }
                            });
            answering.start();
            WorkerAddress http = new WorkerAddress.Tcp("127.0.0.1", server.getLocalPort());

            assertThatThrownBy(() -> runtime.connect(http, spec()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(http.toString());
            answering.join();
        }
    }

    @Test
    void whoClosesConnectionsWithoutAWordIsNoWorker() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread closing =
                    new Thread(
                            () -> {
                                try {
                                    while (true) {
                                        server.accept().close();
                                    }
                                } catch (IOException e) {
                                    // The test is over.
                                }
                            });
            closing.setDaemon(true);
            closing.start();
            WorkerAddress mute = new WorkerAddress.Tcp("127.0.0.1", server.getLocalPort());

            assertThatThrownBy(() -> runtime.connect(mute, spec()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("without a word");
        }
    }

    @Test
    void aLongLogIsPutAside() throws IOException {
        Path log = folder.resolve("l");
        Files.write(log, new byte[(10 << 20) + 1]);

        stop(runtime.connect(address, spec().withLog(log)));

        assertThat(Files.size(folder.resolve("l.1"))).isEqualTo((10 << 20) + 1);
        assertThat(Files.size(log)).isLessThan(1 << 20);
        assertThat(Files.getPosixFilePermissions(log))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /** A device, for example, is not given to the user that workers run as. */
    @Test
    void aLogThatIsThereStaysWhoseItIs() throws IOException {
        assumeThat(LibC.geteuid()).isZero();
        Path there = Files.writeString(folder.resolve("there"), "of all\n");
        Path made = folder.resolve("made");
        Optional<Ownership> nobody = Optional.of(new Ownership(65_534, 65_534));

        for (Path log : List.of(there, made)) {
            SharedLog.of(address, Optional.of(log)).open(nobody).close();
        }

        assertThat(Files.getAttribute(there, "unix:uid")).isEqualTo(0);
        assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(65_534);
        assertThat(there).hasContent("of all\n");
    }

    @Test
    void aLogThatCanNotBeWrittenIsRefusedAndTheAddressIsFree() throws IOException {
        assertThatThrownBy(
                        () -> runtime.connect(address, spec().withLog(folder.resolve("none/log"))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("none/log");
        assertThat(files()).isEmpty();
    }

    private static WorkerAddress freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new WorkerAddress.Tcp("localhost", free.getLocalPort());
        }
    }

    @Test
    void addressesOfThisMachineAreKnown() {
        assertThat(Hosts.resolve("localhost")).allMatch(Hosts::isLocal);
        assertThat(Hosts.resolve("::1")).allMatch(Hosts::isLocal);
        assertThat(Hosts.resolve("0.0.0.0")).allMatch(Hosts::isLocal);
        assertThat(Hosts.resolve("192.0.2.1")).noneMatch(Hosts::isLocal);
        assertThatThrownBy(() -> Hosts.resolve("no-such-host.invalid"))
                .isInstanceOf(SharedWorkerUnavailableException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void theLogOfAPortLiesInThePrivateTemporaryFolder() {
        SharedLog log = SharedLog.of(WorkerAddress.parse("tcp://[::1]:4711"), Optional.empty());

        assertThat(log.file().getFileName()).hasToString("shared-::1-4711.log");
        assertThat(log.file().getParent().getFileName().toString()).startsWith("workerkit-");
    }
}
