package dev.workerkit.shared;

import dev.workerkit.AdminCookie;
import dev.workerkit.EventLoopKind;
import dev.workerkit.MessageCodec;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The shared workers that a runtime is connected to. Thread-safe. Nothing of Netty is loaded before
 * the first of them.
 */
public final class SharedWorkers implements AutoCloseable {

    /** How long the close may take to end connections in an orderly way. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String runtime;
    private final EventLoopKind eventLoop;
    private final Starter starter;
    private final Set<Connection> connections = new HashSet<>();
    private final Completions completions;
    private @Nullable Dialer dialer;
    private volatile boolean closed;

    /**
     * Those of a runtime of this name.
     *
     * @param eventLoop what serves the connections
     */
    public SharedWorkers(String runtime, EventLoopKind eventLoop, Starter starter) {
        this.runtime = runtime;
        this.eventLoop = eventLoop;
        this.starter = starter;
        this.completions = new Completions(runtime);
    }

    /**
     * Connects to a worker, and has it started if need be.
     *
     * @param spec complete: what it lacks is not taken from a profile any more
     * @see dev.workerkit.WorkerRuntime#connect
     */
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        boolean local = starter.isLocal(address);
        Optional<WorkerSpec> startable = spec.worker().filter(worker -> local);
        startable.ifPresent(worker -> starter.check(address, spec, worker));
        spec.cookie().ifPresent(AdminCookie::secret);
        Optional<String> codecName = spec.worker().map(worker -> worker.channel().codec());
        Optional<MessageCodec> codec = codecName.map(starter::codec);
        Introduction introduction =
                Introduction.of(
                        address,
                        runtime + "-" + ProcessHandle.current().pid(),
                        codecName,
                        spec.limits(),
                        starter::takesCodec,
                        completions);
        Connecting way = new Connecting(dialer(), starter, introduction, spec, startable, local);
        Reply.Welcome welcome = go(way, address);
        keep(welcome.connection());
        return new SharedConnection(
                address,
                welcome,
                new SharedConnection.Origin(local, way.hasStarted(welcome.hello().id())),
                spec.limits(),
                spec.cookie(),
                codec.orElseGet(() -> starter.codec(welcome.hello().codec())),
                pid -> starter.awaitEnd(address, pid));
    }

    private Reply.Welcome go(Connecting way, WorkerAddress address) {
        try {
            return way.go(runtime, () -> closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SharedWorkerUnavailableException(
                    "Interrupted while it connected to " + address, e);
        }
    }

    private synchronized Dialer dialer() {
        if (closed) {
            throw new RuntimeClosedException(runtime);
        }
        if (dialer == null) {
            dialer = new Dialer(runtime, eventLoop);
        }
        return dialer;
    }

    private void keep(Connection connection) {
        boolean late;
        synchronized (this) {
            late = closed;
            connections.add(connection);
        }
        connection.disconnected().thenRun(() -> forget(connection));
        if (late) {
            connection.abort();
            throw new RuntimeClosedException(runtime);
        }
    }

    private synchronized void forget(Connection connection) {
        connections.remove(connection);
    }

    private synchronized List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** Ends all connections, in an orderly way if the workers do their part soon. */
    @Override
    public void close() {
        Dialer used;
        synchronized (this) {
            closed = true;
            used = dialer;
            dialer = null;
        }
        if (used != null) {
            endAll();
            used.close();
        }
        completions.close();
    }

    private void endAll() {
        List<Connection> open = connections();
        for (Connection connection : open) {
            connection.beginClose();
            // Nobody receives any more; the worker's goodbye must not wait for that.
            connection.in().discard();
        }
        long deadline = System.nanoTime() + CLOSE_NANOS;
        boolean interrupted = false;
        for (Connection connection : open) {
            interrupted |= !awaitEnd(connection, deadline);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it came to its end, or the deadline, without an interrupt; it has ended then. */
    private static boolean awaitEnd(Connection connection, long deadline) {
        try {
            if (!connection.awaitEnd(Math.max(0, deadline - System.nanoTime()))) {
                connection.abort();
            }
            return true;
        } catch (InterruptedException e) {
            connection.abort();
            return false;
        }
    }
}
