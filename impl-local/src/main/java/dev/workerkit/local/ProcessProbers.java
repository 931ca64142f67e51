package dev.workerkit.local;

import dev.workerkit.Probe;
import dev.workerkit.launch.HttpProber;
import dev.workerkit.launch.Prober;
import dev.workerkit.launch.Probers;
import dev.workerkit.launch.TcpProber;
import dev.workerkit.launch.UnixSocketProber;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Probes a process of this machine, in its environment. */
record ProcessProbers(WorkerEnvironment environment, Executor executor) implements Probers {

    @Override
    public Prober of(Probe probe, Duration limit) {
        if (probe instanceof Probe.Tcp tcp) {
            return new TcpProber(tcp, limit, executor);
        }
        if (probe instanceof Probe.UnixSocket socket) {
            return new UnixSocketProber(environment.directory().resolve(socket.path()), executor);
        }
        if (probe instanceof Probe.Http http) {
            return new HttpProber(http.address(), limit, executor);
        }
        return new CommandProber((Probe.Command) probe, environment, limit, executor);
    }

    /**
     * Refuses what can be known to be wrong before the worker is started.
     *
     * @throws dev.workerkit.SpecException if it can't ever succeed
     */
    static void check(Probe probe, WorkerEnvironment environment) {
        if (probe instanceof Probe.Command command) {
            CommandProber.programOf(command, environment);
        } else if (probe instanceof Probe.UnixSocket socket) {
            UnixSocketProber.requireShort(environment.directory().resolve(socket.path()));
        }
    }
}
