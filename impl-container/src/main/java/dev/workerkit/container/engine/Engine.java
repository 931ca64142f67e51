package dev.workerkit.container.engine;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A container engine: Docker, Podman's service, or what speaks the same API. Safe for use by several
 * threads; calls block until the engine has answered.
 */
public final class Engine implements AutoCloseable {

    private final Connection connection;
    private final EngineFacts facts;
    private final Runnable leave;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * One that uses a connection.
     *
     * @param leave what to do when it does so no longer
     */
    Engine(Connection connection, EngineFacts facts, Runnable leave) {
        this.connection = connection;
        this.facts = facts;
        this.leave = leave;
    }

    /**
     * Connects to an engine. All that are connected to one from this process share the connection.
     *
     * @param endpoint {@code unix:///path}, {@code tcp://host:port} or {@code https://host:port}; if
     *     absent, what DOCKER_HOST or the docker client's context names, else the first at the usual
     *     places
     * @throws dev.workerkit.WorkerException if there is none, we may not use it, it is no engine, or
     *     it is too old; says so in one sentence with what to do
     * @throws dev.workerkit.SpecException if the endpoint is no address
     */
    public static Engine connect(Optional<URI> endpoint) {
        return Connections.lease(endpoint);
    }

    /** What is known of it. */
    public EngineFacts facts() {
        return facts;
    }

    /** Where it listens. */
    public URI endpoint() {
        return connection.uri();
    }

    /** Whether it answers now. */
    public boolean answers() {
        try {
            Calls.run("ping", () -> connection.calls().pingCmd().exec());
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    /** Its containers. */
    public Containers containers() {
        return new Containers(connection, images(), networks());
    }

    /** Its images. */
    public Images images() {
        return new Images(connection);
    }

    /** Its networks. */
    public Networks networks() {
        return new Networks(connection);
    }

    /** Its volumes. */
    public Volumes volumes() {
        return new Volumes(connection);
    }

    /** The swarm that it manages; all is refused by one that manages none. */
    public Swarm swarm() {
        return new Swarm(connection);
    }

    /**
     * Tells what happens to what has these labels, from now on; when the engine was gone and is
     * back, what happened meanwhile as far as it knows.
     *
     * @param labels all of which something must have
     * @param listener called by one thread
     */
    public EventStream events(Map<String, String> labels, Consumer<EngineEvent> listener) {
        return new EventStream(connection, labels, listener);
    }

    /** Leaves the connection, which the last that leaves closes. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave.run();
        }
    }
}
