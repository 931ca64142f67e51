package dev.workerkit.container;

import dev.workerkit.Mount;
import dev.workerkit.NetworkAccess;
import dev.workerkit.Probe;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.launch.HttpProber;
import dev.workerkit.launch.Prober;
import dev.workerkit.launch.Probers;
import dev.workerkit.launch.TcpProber;
import dev.workerkit.launch.UnixSocketProber;
import dev.workerkit.launch.WorkerPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Probes a worker from where it is: commands are run inside, and addresses are tried from this
 * machine if the worker is reached there.
 */
record ContainerProbers(Engine engine, Container container, Executor executor, WorkerPlan plan)
        implements Probers {

    @Override
    public Prober of(Probe probe, Duration limit) {
        if (probe instanceof Probe.Command command) {
            return new CommandProber(engine, container, command, limit, executor);
        }
        if (probe instanceof Probe.UnixSocket socket) {
            return new UnixSocketProber(outside(socket, plan.spec()).orElseThrow(), executor);
        }
        if (probe instanceof Probe.Tcp tcp) {
            return new TcpProber(tcp, limit, executor);
        }
        return new HttpProber(((Probe.Http) probe).address(), limit, executor);
    }

    /**
     * Refuses what can't ever succeed.
     *
     * @throws UnsupportedException says what to do
     */
    static void check(Probe probe, WorkerSpec spec) {
        if (probe instanceof Probe.UnixSocket socket) {
            Path path =
                    outside(socket, spec)
                            .orElseThrow(
                                    () ->
                                            new UnsupportedException(
                                                    "readiness: the socket "
                                                            + socket.path()
                                                            + " is inside the worker; put it into a"
                                                            + " folder that is mounted, or probe it"
                                                            + " with a command"));
            UnixSocketProber.requireShort(path);
            return;
        }
        boolean reached =
                probe instanceof Probe.Command
                        || spec.isolation().network() == NetworkAccess.HOST
                        || !spec.isolation().published().isEmpty();
        if (!reached) {
            throw new UnsupportedException(
                    "readiness: nothing reaches a port of a worker without a network; probe it"
                            + " with a command, or publish the port");
        }
    }

    /** Where this machine has a socket that the worker makes in a folder that is mounted. */
    private static Optional<Path> outside(Probe.UnixSocket socket, WorkerSpec spec) {
        Path path = spec.workingDirectory().orElse(Path.of("/")).resolve(socket.path()).normalize();
        for (Mount each : spec.mounts()) {
            if (each instanceof Mount.Host host && path.startsWith(host.target())) {
                return Optional.of(host.source().resolve(Path.of(host.target()).relativize(path)));
            }
        }
        return Optional.empty();
    }
}
