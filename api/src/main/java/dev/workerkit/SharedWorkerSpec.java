package dev.workerkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a shared worker is connected to and, if nobody listens at its address and that is one of this
 * machine, started. Immutable. What is absent is taken from the {@link BootstrapProfile}.
 *
 * @param worker its class, arguments, name, environment, folder and codec; absent for a worker that
 *     is only connected to. Nobody supervises a shared worker, and the next who connects starts it
 *     again, so restarts, a watchdog, recycling, dependencies and a channel that delivers again are
 *     refused (WRK-SHARED-020), and its readiness, priority, log policy and the channel's sizes mean
 *     nothing here. The grace of its stop policy is how long the worker may take to stop.
 * @param cookie what allows to stop the worker, and to ask for all that it tells
 * @param socketContext certificates, for {@code tls://}
 * @param limits what the worker bears; a master holds its own side to {@code maxFrameBytes} and
 *     {@code maxUnreadBytes}
 * @param openNetwork whether the worker may listen at a {@code tcp://} address that other machines
 *     reach, where anybody can talk to it and listen in
 * @param log where its output goes; by default beside its socket, with {@code .log} added, or for
 *     other addresses in the temporary folder
 * @param startTimeout how long a connection may take, with the start that it may need
 */
public record SharedWorkerSpec(
        Optional<WorkerSpec> worker,
        Optional<AdminCookie> cookie,
        Optional<SocketContext> socketContext,
        WireLimits limits,
        boolean openNetwork,
        Optional<Path> log,
        Duration startTimeout) {

    /** Checks the values. */
    public SharedWorkerSpec {
        SpecException.requirePositive("startTimeout", startTimeout);
        worker.ifPresent(SharedWorkerSpec::requireJava);
        worker.ifPresent(SharedWorkerSpec::requireUnsupervised);
    }

    private static void requireJava(WorkerSpec worker) {
        if (!(worker.launch() instanceof Launch.JavaWorker)) {
            throw new SpecException(
                    "launch",
                    "'" + worker.launch().describe() + "' is no Java class",
                    "name a class that implements SharedWorkerHandler, or start the program by"
                            + " other means and only connect to it");
        }
    }

    /** Refuses what nobody would keep. */
    private static void requireUnsupervised(WorkerSpec worker) {
        if (!worker.restart().equals(RestartPolicy.byExitCode())) {
            throw promise(
                    "restart",
                    "a restart policy",
                    "leave it out; the next who connects starts the worker again");
        }
        if (worker.watchdog().isPresent()) {
            throw promise("watchdog", "a watchdog", "leave it out, or start a dedicated worker");
        }
        if (!worker.recycle().equals(Recycle.never())) {
            throw promise("recycle", "recycling", "leave it out, or stop the worker now and then");
        }
        if (!worker.dependsOn().isEmpty()) {
            throw promise(
                    "dependsOn",
                    "workers that it depends on",
                    "leave them out, and connect when they are ready");
        }
        if (worker.spares() > 0) {
            throw promise("spares", "spares", "leave them out");
        }
        ChannelSpec channel = worker.channel();
        if (channel.isAcknowledged() || channel.directory().isPresent()) {
            throw promise(
                    "channel",
                    "a channel that delivers again",
                    "use one without acknowledgement and folder, and have the handler answer");
        }
    }

    private static SpecException promise(String field, String found, String advice) {
        return new SpecException(
                field, "it has " + found + ", and nobody supervises a shared worker", advice);
    }

    /** A worker that is only connected to, never started. */
    public static SharedWorkerSpec existing() {
        return new SharedWorkerSpec(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                WireLimits.defaults(),
                false,
                Optional.empty(),
                WorkerSpec.DEFAULT_START_TIMEOUT);
    }

    /**
     * A worker that is this class, a {@code SharedWorkerHandler}, with the arguments of its
     * constructor.
     */
    public static SharedWorkerSpec of(Class<?> handler, Object... arguments) {
        return of(
                WorkerSpec.of(
                        new Launch.JavaWorker(
                                handler.getName(), Arrays.asList(arguments), Optional.empty())));
    }

    /** A worker that is started as this says. */
    public static SharedWorkerSpec of(WorkerSpec worker) {
        return existing().with(Optional.of(worker));
    }

    private SharedWorkerSpec with(Optional<WorkerSpec> newWorker) {
        return new SharedWorkerSpec(
                newWorker, cookie, socketContext, limits, openNetwork, log, startTimeout);
    }

    /**
     * The same with a cookie: what the worker that is started asks for, and what this master proves
     * in queries and stops. A worker that runs already keeps its own cookie, class and limits, and
     * the connection succeeds whatever they are; a query or a stop tells that the cookie is another.
     */
    public SharedWorkerSpec withCookie(AdminCookie newCookie) {
        return new SharedWorkerSpec(
                worker,
                Optional.of(newCookie),
                socketContext,
                limits,
                openNetwork,
                log,
                startTimeout);
    }

    /** The same with certificates. */
    public SharedWorkerSpec withSocketContext(SocketContext context) {
        return new SharedWorkerSpec(
                worker, cookie, Optional.of(context), limits, openNetwork, log, startTimeout);
    }

    /** The same with other limits. */
    public SharedWorkerSpec withLimits(WireLimits newLimits) {
        return new SharedWorkerSpec(
                worker, cookie, socketContext, newLimits, openNetwork, log, startTimeout);
    }

    /** The same that may be reached, and heard, by other machines without TLS (WRK-SHARED-012). */
    public SharedWorkerSpec withOpenNetwork() {
        return new SharedWorkerSpec(worker, cookie, socketContext, limits, true, log, startTimeout);
    }

    /** The same with its output in this file. */
    public SharedWorkerSpec withLog(Path file) {
        return new SharedWorkerSpec(
                worker,
                cookie,
                socketContext,
                limits,
                openNetwork,
                Optional.of(file),
                startTimeout);
    }

    /** The same with another time for a connection and the start that it may need. */
    public SharedWorkerSpec withStartTimeout(Duration timeout) {
        return new SharedWorkerSpec(
                worker, cookie, socketContext, limits, openNetwork, log, timeout);
    }
}
