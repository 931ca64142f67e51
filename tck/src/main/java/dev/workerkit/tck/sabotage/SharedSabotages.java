package dev.workerkit.tck.sabotage;

import static java.util.Comparator.comparing;

import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingSharedWorker;
import dev.workerkit.tck.wire.WireEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What can go wrong with shared workers; with their addresses: {@link AddressSabotages}, with
 * messages and handlers: {@link PeerSabotages}.
 */
final class SharedSabotages {

    private SharedSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(starts(), AddressSabotages.all(), PeerSabotages.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Sabotage> starts() {
        return List.of(
                Sabotage.of(
                        "starts-one-for-each-runtime",
                        "WRK-SHARED-002",
                        "Each runtime knows the shared workers alone that it has started",
                        Deed.toRuntime(OwnWorkers::new)),
                Sabotage.of(
                        "connects-before-the-worker-is-ready",
                        "WRK-SHARED-003",
                        "A connect returns at once, and whoever uses the connection waits",
                        Deed.toConnect(SharedSabotages::connectLater)),
                Sabotage.of(
                        "waits-longer-than-the-start-timeout",
                        "WRK-SHARED-003",
                        "A connect lasts as long as the start, if that is not for ever",
                        Deed.toSharedSpec(
                                spec ->
                                        spec.withStartTimeout(
                                                spec.startTimeout().multipliedBy(100)))),
                Sabotage.of(
                        "takes-along-what-it-has-started",
                        "WRK-SHARED-004",
                        "A runtime that is closed stops the shared workers that it has started",
                        Deed.toRuntime(
                                runtime -> new Stopping(runtime, SharedWorker::startedHere))),
                Sabotage.of(
                        "hides-why-a-start-failed",
                        "WRK-SHARED-013",
                        "What a worker printed before it failed is not told",
                        toFailure(
                                (address, failure) ->
                                        new SharedWorkerUnavailableException(
                                                address + ": the worker has ended", null))),
                Sabotage.of(
                        "leaves-something-at-the-address-of-a-failed-start",
                        "WRK-SHARED-013",
                        "Where a start failed there is something that is in the way of the next",
                        toFailure(
                                (address, failure) -> {
                                    if (address instanceof WorkerAddress.Unix unix) {
                                        write(unix.path(), "");
                                    }
                                    return failure;
                                })),
                Sabotage.of(
                        "starts-here-what-is-meant-for-another-machine",
                        "WRK-SHARED-014",
                        "A worker at an address of another machine is started on this one",
                        Deed.toConnect(
                                (runtime, address, spec) ->
                                        runtime.connect(
                                                address.toString().contains("192.0.2.")
                                                        ? Elsewhere.beside(address)
                                                        : address,
                                                spec))),
                Sabotage.of(
                        "leaves-its-lock",
                        "WRK-SHARED-015",
                        "After a stop the lock of the start is still beside the socket",
                        Deed.toSharedWorker(LeavingLock::new)),
                Sabotage.of(
                        "gives-the-same-id-again",
                        "WRK-SHARED-015",
                        "The next worker at an address has the id of the one before",
                        Deed.toRuntime(OldIds::new)),
                Sabotage.of(
                        "stops-what-it-was-connected-to",
                        "WRK-SHARED-018",
                        "A runtime that is closed stops the workers that it is connected to",
                        Deed.toRuntime(runtime -> new Stopping(runtime, any -> true))),
                Sabotage.of(
                        "begins-the-log-anew",
                        "WRK-SHARED-021",
                        "The log of a worker is deleted when the next is started",
                        Deed.toConnect(
                                (runtime, address, spec) -> {
                                    if (!WireEnd.listens(address)) {
                                        spec.log().ifPresent(SharedSabotages::delete);
                                    }
                                    return runtime.connect(address, spec);
                                })),
                Sabotage.of(
                        "logs-a-start-after-it",
                        "WRK-SHARED-021",
                        "The line of a start stands behind what the handler printed meanwhile",
                        Deed.toConnect(
                                (runtime, address, spec) -> {
                                    SharedWorker worker = runtime.connect(address, spec);
                                    spec.log().ifPresent(SharedSabotages::moveStartToTheEnd);
                                    return worker;
                                })));
    }

    private static SharedWorker connectLater(
            WorkerRuntime runtime, WorkerAddress address, SharedWorkerSpec spec) {
        CompletableFuture<SharedWorker> connecting =
                CompletableFuture.supplyAsync(
                        () -> runtime.connect(address, spec), Background::run);
        return (SharedWorker)
                Proxy.newProxyInstance(
                        SharedWorker.class.getClassLoader(),
                        new Class<?>[] {SharedWorker.class},
                        (proxy, method, arguments) -> method.invoke(connecting.join(), arguments));
    }

    static Deed toFailure(
            BiFunction<WorkerAddress, SharedWorkerUnavailableException, WorkerException> change) {
        return Deed.toConnect(
                (runtime, address, spec) -> {
                    try {
                        return runtime.connect(address, spec);
                    } catch (SharedWorkerUnavailableException e) {
                        throw change.apply(address, e);
                    }
                });
    }

    private static void moveStartToTheEnd(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> sorted =
                    lines.stream()
                            .sorted(comparing(line -> line.contains(" 1:master Started Worker ")))
                            .toList();
            Files.write(log, sorted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has places of its own for the workers that it starts. */
    private static final class OwnWorkers extends ForwardingRuntime {
        private final Map<WorkerAddress, WorkerAddress> places = new ConcurrentHashMap<>();

        OwnWorkers(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
            WorkerAddress place = places.computeIfAbsent(address, Elsewhere::beside);
            return new Elsewhere(super.connect(place, spec), address);
        }
    }

    /** Stops shared workers when it is closed. */
    private static final class Stopping extends ForwardingRuntime {
        private final Predicate<SharedWorker> whether;
        private final Queue<SharedWorker> victims = new ConcurrentLinkedQueue<>();

        Stopping(WorkerRuntime runtime, Predicate<SharedWorker> whether) {
            super(runtime);
            this.whether = whether;
        }

        @Override
        protected SharedWorker wrapSharedWorker(SharedWorker worker) {
            if (whether.test(worker)) {
                victims.add(worker);
            }
            return worker;
        }

        @Override
        public void close() {
            victims.forEach(victim -> victim.stop().exceptionally(ended -> null).join());
            super.close();
        }
    }

    private static final class LeavingLock extends ForwardingSharedWorker {
        LeavingLock(SharedWorker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<Void> stop() {
            return super.stop().thenRun(this::leave);
        }

        private void leave() {
            if (address() instanceof WorkerAddress.Unix unix) {
                write(Path.of(unix.path() + ".lock"), "");
            }
        }
    }

    private static final class OldIds extends ForwardingRuntime {
        private final Map<WorkerAddress, WorkerId> ids = new ConcurrentHashMap<>();

        OldIds(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected SharedWorker wrapSharedWorker(SharedWorker worker) {
            WorkerId id = ids.computeIfAbsent(worker.address(), any -> worker.id());
            return new ForwardingSharedWorker(worker) {
                @Override
                public WorkerId id() {
                    return id;
                }
            };
        }
    }
}
