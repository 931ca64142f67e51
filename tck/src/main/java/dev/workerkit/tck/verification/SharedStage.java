package dev.workerkit.tck.verification;

import dev.workerkit.AdminCookie;
import dev.workerkit.Capability;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Marks;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where one verification's shared workers play, at addresses of its own. They outlive their masters,
 * so it ends them itself, whatever became of the verification: by the cookie, and what still lives
 * then by its process. A property, which JUnit does not call back, closes it itself.
 */
final class SharedStage implements AfterEachCallback, AutoCloseable {

    /** The secret of all workers, unless a verification wants another. */
    static final String SECRET = "correct horse battery staple";

    private static final AdminCookie COOKIE = AdminCookie.of(SECRET);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final Stage stage = new Stage();
    private final Set<WorkerAddress> addresses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sockets = new AtomicInteger();

    /** A folder of this verification's own, empty at first. */
    Path folder() {
        return stage.folder();
    }

    /** The runtime of this verification, opened on first use. */
    WorkerRuntime runtime() {
        return stage.runtime();
    }

    /** Opens one more runtime. */
    WorkerRuntime open() {
        return stage.open(RuntimeOptions.defaults());
    }

    /** Opens one more runtime. */
    WorkerRuntime open(RuntimeOptions options) {
        return stage.open(options);
    }

    /** A socket in the folder, another each time. */
    WorkerAddress.Unix unix() {
        return ending(new WorkerAddress.Unix(folder().resolve("s" + sockets.incrementAndGet())));
    }

    /** A port of this machine that nobody uses, another each time. */
    WorkerAddress.Tcp tcp() {
        return ending(new WorkerAddress.Tcp("127.0.0.1", freePort()));
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }

    /** The same for TLS, by this name or address of this machine; it is ended by its process. */
    static WorkerAddress.Tls tls(String host) {
        return new WorkerAddress.Tls(host, freePort());
    }

    /** Whoever listens there is ended with the verification. */
    private <A extends WorkerAddress> A ending(A address) {
        addresses.add(address);
        return address;
    }

    /** A worker that leaves its marks here, with the cookie. */
    SharedWorkerSpec spec(Class<?> handler, Object... arguments) {
        return SharedWorkerSpec.of(worker(handler, arguments)).withCookie(COOKIE);
    }

    /** The same with messages in this codec. */
    SharedWorkerSpec spec(ChannelSpec codec, Class<?> handler, Object... arguments) {
        return SharedWorkerSpec.of(worker(handler, arguments).withChannel(codec))
                .withCookie(COOKIE);
    }

    /** The class with its arguments, which leaves its marks here. */
    WorkerSpec worker(Class<?> handler, Object... arguments) {
        Stage.assumeSharesFiles();
        WorkerSpec worker =
                WorkerSpec.of(
                        new Launch.JavaWorker(
                                handler.getName(), Arrays.asList(arguments), Optional.empty()));
        return stage.withFiles(worker).withEnvironment(Marks.VARIABLE, marksFile().toString());
    }

    /** Only connects, with the cookie. */
    static SharedWorkerSpec existing() {
        return SharedWorkerSpec.existing().withCookie(COOKIE);
    }

    /** Starts a worker at a socket of its own; its starter leaves it. */
    WorkerAddress serve(SharedWorkerSpec spec) {
        return serve(unix(), spec);
    }

    /** Starts a worker; its starter leaves it. */
    WorkerAddress serve(WorkerAddress address, SharedWorkerSpec spec) {
        try (SharedWorker worker = runtime().connect(address, spec)) {
            return worker.address();
        }
    }

    /** Starts a worker of this class at a socket of its own; its starter leaves it. */
    WorkerAddress serve(Class<?> handler, Object... arguments) {
        return serve(spec(handler, arguments));
    }

    /** Connects to a worker that is there, or starts it. */
    SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        return runtime().connect(address, spec);
    }

    Path marksFile() {
        return folder().resolve("marks");
    }

    /** The marks that the workers have left so far. */
    List<String> marks() {
        try {
            Path file = marksFile();
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the marks", e);
        }
    }

    /** The marks that begin with this word, without the thread that they may end with. */
    long marks(String word) {
        return marks().stream().filter(mark -> mark.split(" ")[0].equals(word)).count();
    }

    /** Waits until the marks are as they should be. */
    List<String> awaitMarks(String what, Predicate<List<String>> condition) {
        return Stage.session().await("marks: " + what, this::marks, condition);
    }

    /** Waits until there is a mark that begins with this. */
    void awaitMark(String beginning) {
        awaitMarks(
                "'" + beginning + "'",
                marks -> marks.stream().anyMatch(mark -> mark.startsWith(beginning)));
    }

    /** Waits until there is no such process any more, if it is one of this machine. */
    static void awaitGone(long pid) {
        Stage.session().await("process " + pid + " has ended", () -> isAlive(pid), alive -> !alive);
    }

    /** Whether there is such a process; none is known of those that are not this machine's. */
    static boolean isAlive(long pid) {
        return Stage.can(Capability.HOST_PROCESSES) && Processes.isAlive(pid);
    }

    /** Waits for the message, and takes it. */
    static <T> T receive(SharedWorker worker, Class<T> type) {
        T message =
                worker.channel().receive(Stage.session().patience(ENDING.multipliedBy(2)), type);
        if (message == null) {
            throw new AssertionError("no message from " + worker.address());
        }
        return message;
    }

    /** The processes that work for this verification: they know its folder. */
    private List<ProcessHandle> processes() {
        String folder = folder() + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(folder))
                .toList();
    }

    /** Of a process that has ended, or is somebody else's, there is nothing to be known. */
    private static String environment(long pid) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** Ends the workers, closes the runtimes and deletes the folder. */
    @Override
    public void close() {
        // What is interrupted must end its workers like any other, as nobody else knows them.
        boolean interrupted = Thread.interrupted();
        try {
            addresses.stream().filter(WireEnd::listens).forEach(SharedStage::stop);
            List<ProcessHandle> left = processes();
            left.forEach(ProcessHandle::destroy);
            left.forEach(SharedStage::end);
        } finally {
            stage.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** By the cookie; one that will not, or can't, is left to harder means. */
    private static void stop(WorkerAddress address) {
        try (WireMaster master = WireMaster.to(address)) {
            master.answer(WireFrame.STOPPED, master.request(WireFrame.STOP, SECRET));
            master.end().awaitEnd();
        } catch (AssertionError | RuntimeException e) {
            // It is ended by its process.
        }
    }

    private static void end(ProcessHandle process) {
        try {
            process.onExit().get(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
