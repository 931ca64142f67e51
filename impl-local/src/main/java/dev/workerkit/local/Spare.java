package dev.workerkit.local;

import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.PrivateFolder;
import dev.workerkit.launch.Tryout;
import dev.workerkit.os.Descriptor;
import dev.workerkit.os.Marker;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.PipeInput;
import dev.workerkit.os.ProcessTree;
import dev.workerkit.os.Signal;
import dev.workerkit.os.SpawnRequest;
import dev.workerkit.spare.SpareHost;
import dev.workerkit.spare.Talk;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started ahead, and is to become an incarnation of a worker. What it writes stays
 * in its pipes until then. It meets its master at a socket in a folder of its own.
 */
final class Spare {

    private static final System.Logger LOG = System.getLogger(Spare.class.getName());
    private static final AtomicLong NEXT = new AtomicLong(1);
    private static final String SOCKET = "meeting";

    /** Of what it has written, if it ends as a spare. */
    private static final int MOST_TOLD = 2000;

    private enum State {
        STARTING,
        READY,
        TAKEN,
        ENDED
    }

    private final long born = System.nanoTime();
    private final String token;
    private final Path folder;
    private final ServerSocketChannel meeting;
    private final Tryout tryout;
    private final NativeProcess process;
    private final ProcessTree tree;
    private final CompletableFuture<String> gone = new CompletableFuture<>();
    private State state = State.STARTING;
    private @Nullable SocketChannel connection;

    private Spare(
            String token,
            Path folder,
            ServerSocketChannel meeting,
            Tryout tryout,
            NativeProcess process) {
        this.token = token;
        this.folder = folder;
        this.meeting = meeting;
        this.tryout = tryout;
        this.process = process;
        this.tree = ProcessTree.ofWorker(process.pid(), token);
    }

    /**
     * Starts one.
     *
     * @param environment that of the workers which it may become
     * @throws WorkerException if it can't be executed; nothing is left of the attempt then
     */
    static Spare start(
            String className,
            WorkerEnvironment environment,
            Premises premises,
            JavaLaunches launches) {
        String name = SpareHost.NAME + "-" + NEXT.getAndIncrement();
        Path folder = PrivateFolder.make(premises.directory().resolve(name));
        Deque<AutoCloseable> made = new ArrayDeque<>();
        made.push(() -> PrivateFolder.delete(folder));
        try {
            Path socket = folder.resolve(SOCKET);
            ServerSocketChannel meeting = listen(socket);
            made.push(meeting);
            launches.owner().ifPresent(owner -> List.of(folder, socket).forEach(owner::give));
            Tryout tryout = Tryout.begin(folder, launches.owner(), premises);
            made.push(tryout);
            String token = premises.token() + "/" + name;
            WorkerEnvironment complete =
                    environment
                            .with(Marker.ofRuntime(premises.token()))
                            .with(Marker.ofIncarnation(token))
                            .with(tryout.variables());
            NativeProcess process =
                    NativeProcess.spawn(
                            new SpawnRequest(
                                    launches.program(),
                                    launches.spareWords(className, socket),
                                    complete.variables(),
                                    complete.workingDirectory()));
            Spare started = new Spare(token, folder, meeting, tryout, process);
            made.clear();
            made.push(started::end);
            process.exit().thenAcceptAsync(started::ended, premises.executor());
            premises.executor().execute(started::meet);
            return started;
        } catch (RuntimeException | Error e) {
            made.forEach(Spare::closeQuietly);
            throw e;
        }
    }

    private static ServerSocketChannel listen(Path socket) {
        try {
            ServerSocketChannel meeting = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                meeting.bind(UnixDomainSocketAddress.of(socket));
                return meeting;
            } catch (IOException | RuntimeException e) {
                closeQuietly(meeting);
                throw e;
            }
        } catch (IOException e) {
            throw new WorkerException("Can't listen at " + socket + ": " + e.getMessage(), e);
        }
    }

    /** Waits until it is ready, on a thread that has nothing else to do. */
    private void meet() {
        try {
            SocketChannel accepted = meeting.accept();
            synchronized (this) {
                if (state == State.ENDED) {
                    closeQuietly(accepted);
                    return;
                }
                connection = accepted;
            }
            tryout.run();
            if (Talk.awaitReady(accepted)) {
                // All is done now that can be, for who takes it is in a hurry.
                tryout.close();
                PrivateFolder.delete(folder);
                becomeReady();
            }
        } catch (IOException e) {
            // It has ended, which is told elsewhere.
        } catch (WorkerException e) {
            LOG.log(System.Logger.Level.DEBUG, "A spare is of no use", e);
            process.signal(Signal.SIGKILL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(meeting);
        }
    }

    private synchronized void becomeReady() {
        if (state == State.STARTING) {
            state = State.READY;
        }
    }

    /** Names its process, and those that descend from it, among all others. */
    String token() {
        return token;
    }

    NativeProcess process() {
        return process;
    }

    /** For how long it has been there. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - born);
    }

    /** Told how it ended, if it does as a spare and was not asked to. */
    CompletableFuture<String> gone() {
        return gone;
    }

    /** Takes it if it is ready: it is no spare any more. */
    synchronized boolean take() {
        boolean ready = state == State.READY && !process.exit().isDone();
        if (ready) {
            state = State.TAKEN;
        }
        return ready;
    }

    /**
     * Tells it, when it is taken, what it has in its environment as a worker.
     *
     * @return false if it does not listen any more
     */
    boolean tell(Map<String, String> variables) {
        Map<String, String> told = new TreeMap<>(variables);
        // These it has had from the beginning.
        told.remove(Marker.RUNTIME);
        told.remove(Marker.INCARNATION);
        try (SocketChannel spare = connected()) {
            Talk.tell(spare, told);
            return true;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A spare does not listen", e);
            return false;
        }
    }

    private synchronized SocketChannel connected() {
        if (connection == null) {
            throw new IllegalStateException("Nobody has taken it");
        }
        return connection;
    }

    /** Ends it; returns when it is gone. */
    void end() {
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
        }
        clearAway();
        process.stdout().close();
        process.stderr().close();
    }

    /** Its process has ended. */
    private void ended(WorkerExit exit) {
        synchronized (this) {
            if (state == State.TAKEN || state == State.ENDED) {
                return;
            }
            state = State.ENDED;
        }
        clearAway();
        gone.complete(exit.describe() + lastWords());
    }

    private void clearAway() {
        try {
            tree.kill();
        } catch (WorkerException e) {
            LOG.log(System.Logger.Level.WARNING, "Processes of a spare live on", e);
        } finally {
            tree.end();
            process.exit().thenRun(process::reap);
            closeQuietly(meeting);
            closeQuietly(connection);
            closeQuietly(tryout);
            PrivateFolder.delete(folder);
        }
    }

    private String lastWords() {
        String all = text(process.stdout()) + text(process.stderr());
        return all.isEmpty() ? "" : ", after it wrote: " + all;
    }

    /** What there is of it in the pipe; whoever has the other end has ended. */
    private static String text(Descriptor pipe) {
        try (InputStream in = new PipeInput(pipe)) {
            return new String(in.readNBytes(MOST_TOLD), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "A socket of a spare could not be closed", e);
        }
    }
}
