package dev.workerkit.container;

import dev.workerkit.NetworkAccess;
import dev.workerkit.Probe;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Container;
import dev.workerkit.launch.HttpProber;
import dev.workerkit.launch.Prober;
import dev.workerkit.launch.Probers;
import dev.workerkit.launch.TcpProber;
import dev.workerkit.launch.WorkerPlan;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Probes a worker from where it is: commands are run inside, and addresses are tried from this
 * machine if the worker is reached there.
 */
record ContainerProbers(Container container, Executor executor, WorkerPlan plan)
        implements Probers {

    @Override
    public Prober of(Probe probe, Duration limit) {
        if (probe instanceof Probe.Command command) {
            return new CommandProber(container, command, limit, executor);
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
            throw new UnsupportedException(
                    "readiness: the socket "
                            + socket.path()
                            + " is inside the worker; probe it with a command");
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
}
