package dev.workerkit.tck.sabotage;

import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.wire.Meddler;
import dev.workerkit.tck.wire.Middleman;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Starts shared workers at addresses that nobody knows, with a {@link Middleman} at those that were
 * asked for. Who starts one talks to it undisturbed; all others are meddled with.
 */
final class Interposed extends ForwardingRuntime {

    /** They outlive the runtimes, as the workers do. */
    private static final Map<WorkerAddress, Middleman> MIDDLEMEN = new ConcurrentHashMap<>();

    private final Function<SharedWorkerSpec, Supplier<Meddler>> meddling;

    private Interposed(
            WorkerRuntime delegate, Function<SharedWorkerSpec, Supplier<Meddler>> meddling) {
        super(delegate);
        this.meddling = meddling;
    }

    /** With each connection of each worker. */
    static Deed meddling(Supplier<Meddler> meddlers) {
        return meddlingAsAsked(spec -> meddlers);
    }

    /** With each connection of a worker that is started as this says. */
    static Deed meddlingAsAsked(Function<SharedWorkerSpec, Supplier<Meddler>> meddling) {
        return Deed.toRuntime(runtime -> new Interposed(runtime, meddling));
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        MIDDLEMEN.values().removeIf(each -> !each.isOpen());
        boolean starts =
                spec.worker().isPresent()
                        && !(address instanceof WorkerAddress.Tls)
                        && !MIDDLEMEN.containsKey(address);
        return starts ? start(address, spec) : super.connect(address, spec);
    }

    private SharedWorker start(WorkerAddress address, SharedWorkerSpec spec) {
        WorkerAddress hidden = Elsewhere.beside(address);
        SharedWorker started = super.connect(hidden, spec);
        Middleman middleman = Middleman.between(address, hidden, meddling.apply(spec));
        MIDDLEMEN.put(address, middleman);
        Optional<ProcessHandle> process =
                started.pid().isPresent()
                        ? ProcessHandle.of(started.pid().getAsLong())
                        : Optional.empty();
        process.ifPresent(its -> its.onExit().thenRun(middleman::close));
        return new Elsewhere(started, address) {
            @Override
            public CompletableFuture<Void> stop() {
                return super.stop().thenRun(middleman::close);
            }
        };
    }
}
