package dev.workerkit.shared;

import dev.workerkit.Disconnect;
import dev.workerkit.RefusedException;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSpec;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The way of one master to a worker that is ready: it calls, has one started where nobody listens,
 * and calls again. Many may be on the way at once; one start succeeds, and all others wait at the
 * socket that its worker will serve. Used by one thread.
 */
final class Connecting {

    /** Between two calls at an address that another is about to take, or to leave. */
    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;

    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    /** So often in a row a connection may end without a word before that is taken for an answer. */
    private static final int MOST_SILENCES = 20;

    /** So long nobody may listen at an address that can't be taken either. */
    private static final long TAKEN_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Dialer dialer;
    private final Starter starter;
    private final SharedWorkerSpec spec;
    private final Introduction template;
    private final WorkerAddress address;
    private final boolean local;
    private final Optional<WorkerSpec> startable;
    private final Optional<SslContext> tls;
    private final long deadline;

    private Optional<Starter.Start> started = Optional.empty();
    private long pause = SHORTEST_PAUSE_NANOS;
    private int silences;
    private long takenSince;

    /**
     * The way to an address.
     *
     * @param startable what is to be started there, if anything
     */
    Connecting(
            Dialer dialer,
            Starter starter,
            Introduction template,
            SharedWorkerSpec spec,
            Optional<WorkerSpec> startable,
            boolean local) {
        this.dialer = dialer;
        this.starter = starter;
        this.spec = spec;
        this.template = template;
        this.address = template.address();
        this.local = local;
        this.startable = startable;
        this.tls = Dialer.tls(address, spec);
        this.deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(spec.startTimeout());
    }

    /** Whether the worker of this id was started on this way. */
    boolean hasStarted(String id) {
        return started.filter(start -> start.id().value().equals(id)).isPresent();
    }

    /**
     * Goes it.
     *
     * @param closed whether the runtime is closed meanwhile
     */
    Reply.Welcome go(String runtime, BooleanSupplier closed) throws InterruptedException {
        while (true) {
            if (closed.getAsBoolean()) {
                throw new RuntimeClosedException(runtime);
            }
            long left = deadline - System.nanoTime();
            Reply reply = left > 0 ? dialer.dial(template.drawn(), tls, left) : null;
            if (reply == null) {
                throw late();
            }
            if (reply instanceof Reply.Welcome welcome) {
                return welcome;
            }
            if (!closed.getAsBoolean()) {
                goOn(reply);
            }
        }
    }

    /** Does what is to be done before the next call, or fails. */
    private void goOn(Reply reply) throws InterruptedException {
        if (reply instanceof Reply.Nobody nobody) {
            silences = 0;
            requireNotDied();
            start(nobody);
        } else if (reply instanceof Reply.Silence silence) {
            takenSince = 0;
            requireNotDied();
            silences++;
            if (silences > MOST_SILENCES) {
                throw silent(silence);
            }
            pause();
        } else if (reply instanceof Reply.Busy) {
            pause();
        } else if (reply instanceof Reply.Refusal refusal) {
            requireNoRefusal(refusal.disconnect());
            takenSince = 0;
            pause();
        } else if (reply instanceof Reply.Unreachable unreachable) {
            throw new SharedWorkerUnavailableException(
                    "Tried to connect to "
                            + address
                            + ": "
                            + unreachable.found()
                            + "; look at the address, and at the way to it",
                    null);
        }
    }

    private WorkerException silent(Reply.Silence silence) {
        if (startable.isPresent() && address instanceof WorkerAddress.Unix) {
            return new SharedWorkerUnavailableException(
                    "Tried to connect to "
                            + address
                            + ": whoever listens there ends before it is ready, again and again ("
                            + silence.found()
                            + "): a worker whose start fails, which writes to "
                            + starter.log(address, spec)
                            + ", or another program",
                    null);
        }
        return refused(
                new Disconnect(
                        Disconnect.Reason.PROTOCOL,
                        "who listens there ends connections without a word ("
                                + silence.found()
                                + "), so it is no shared worker"
                                + (address instanceof WorkerAddress.Tcp
                                        ? ", or one that speaks TLS; then try tls://"
                                        : "")));
    }

    private void requireNoRefusal(Disconnect disconnect) {
        // One that stops is about to make room for another.
        if (disconnect.reason() != Disconnect.Reason.STOPPING) {
            throw refused(disconnect);
        }
    }

    private RefusedException refused(Disconnect disconnect) {
        String tried = "Tried to connect to the worker at " + address;
        return new RefusedException(
                started.map(start -> tried + start.leftBehind()).orElse(tried), disconnect);
    }

    private void start(Reply.Nobody nobody) throws InterruptedException {
        WorkerSpec worker = startable.orElseThrow(() -> notStarted(nobody));
        started = starter.tryStart(address, spec, worker);
        if (started.isPresent()) {
            pause = SHORTEST_PAUSE_NANOS;
            return;
        }
        long now = System.nanoTime();
        takenSince = takenSince == 0 ? now : takenSince;
        if (now - takenSince > TAKEN_NANOS) {
            throw new SharedWorkerUnavailableException(
                    "Tried to start the worker at "
                            + address
                            + ": somebody has had the address for "
                            + TimeUnit.NANOSECONDS.toSeconds(TAKEN_NANOS)
                            + " s without listening there: a worker that takes long to end, or"
                            + " another program; end it, or use another address",
                    null);
        }
        pause();
    }

    private SharedWorkerUnavailableException notStarted(Reply.Nobody nobody) {
        String why =
                local
                        ? "and none is started there, as no class is given"
                        : "and it is an address of another machine, where this one starts nothing;"
                                + " start the worker there";
        return new SharedWorkerUnavailableException(
                "Nobody listens at " + address + " (" + nobody.found() + "), " + why, null);
    }

    /** A worker that was started here, and is gone. */
    private void requireNotDied() {
        if (started.isEmpty()) {
            return;
        }
        Starter.Start start = started.get();
        start.clearUp();
        String words = start.lastWords();
        throw new SharedWorkerUnavailableException(
                "The worker at "
                        + address
                        + " was started and ended before it was ready; "
                        + (words.isEmpty() ? "it wrote nothing to " : "it wrote to ")
                        + start.log()
                        + (words.isEmpty() ? "" : ":\n" + words),
                null);
    }

    private SharedWorkerUnavailableException late() {
        String found =
                started.map(
                                start ->
                                        "the worker that was started there is not ready yet; it"
                                                + " goes on starting, and writes to "
                                                + start.log()
                                                + ":\n"
                                                + start.lastWords())
                        .orElse("whoever listens there did not say in time that he is ready");
        return new SharedWorkerUnavailableException(
                "Tried to connect to "
                        + address
                        + " for "
                        + spec.startTimeout()
                        + " (startTimeout): "
                        + found,
                null);
    }

    private void pause() throws InterruptedException {
        long left = deadline - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, Math.min(pause, left)));
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
}
