package dev.workerkit.tck.sabotage;

import dev.workerkit.Channel;
import dev.workerkit.Disconnect;
import dev.workerkit.Launch;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Unruly;
import dev.workerkit.tck.fixture.Unruly.Fault;
import dev.workerkit.tck.forwarding.ForwardingChannel;
import dev.workerkit.tck.forwarding.ForwardingSharedWorker;
import dev.workerkit.tck.wire.Changes;
import dev.workerkit.tck.wire.WireFrame;
import dev.workerkit.worker.SharedWorkerHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** What can go wrong between shared workers, their handlers and their masters. */
final class PeerSabotages {

    private PeerSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "overtakes-now-and-then",
                        "WRK-SHARED-005",
                        "One of a hundred messages is sent after the next",
                        Deed.toSharedChannel(Overtaking::new)),
                Sabotage.of(
                        "sends-some-twice",
                        "WRK-SHARED-005",
                        "One of a hundred messages is sent twice",
                        Deed.toSharedChannel(Repeating::new)),
                Sabotage.of(
                        "loses-all-when-one-is-lost",
                        "WRK-SHARED-006",
                        "A master that dies costs the others their connections",
                        OneForAll.whenOneIsLost()),
                Sabotage.of(
                        "handles-messages-on-any-thread",
                        "WRK-SHARED-007",
                        "Messages are handled by whichever thread is there",
                        toHandler(Fault.MANY_THREADS)),
                Sabotage.of(
                        "tells-no-handler-of-disconnects",
                        "WRK-SHARED-007",
                        "A handler is not told that a master has gone",
                        toHandler(Fault.NO_DISCONNECTS)),
                Sabotage.of(
                        "runs-tasks-on-any-thread",
                        "WRK-SHARED-008",
                        "A task of the event loop is run by whoever gives it",
                        toHandler(Fault.STRAY_TASKS)),
                Sabotage.of(
                        "runs-later-tasks-at-once",
                        "WRK-SHARED-008",
                        "What is to be done later is done now",
                        toHandler(Fault.HASTY_TASKS)),
                Sabotage.of(
                        "stops-without-telling-the-handler",
                        "WRK-SHARED-009",
                        "A handler is not told that its worker stops",
                        toHandler(Fault.NO_STOP)),
                Sabotage.of(
                        "stops-without-telling-the-masters",
                        "WRK-SHARED-009",
                        "Masters are left without a word by a worker that stops",
                        Interposed.meddling(
                                Changes.ofWorkers(
                                        WireFrame.BYE,
                                        bye ->
                                                Optional.of(bye)
                                                        .filter(any -> !says("stopping", any))))),
                Sabotage.of(
                        "handles-dedicated-messages-on-any-thread",
                        "WRK-SHARED-010",
                        "Messages of a dedicated worker are handled by any thread",
                        toDedicated(Fault.MANY_THREADS)),
                Sabotage.of(
                        "tells-no-dedicated-handler-of-its-stop",
                        "WRK-SHARED-010",
                        "The handler of a dedicated worker is not told that it stops",
                        toDedicated(Fault.NO_STOP)),
                Sabotage.of(
                        "swallows-what-handlers-throw",
                        "WRK-SHARED-019",
                        "A worker whose handler throws goes on",
                        toHandler(Fault.SWALLOWED_FAILURES)),
                Sabotage.of(
                        "fails-without-terminating",
                        "WRK-SHARED-019",
                        "A handler that has thrown is not terminated",
                        toHandler(Fault.NO_TERMINATE)),
                Sabotage.of(
                        "tells-nobody-that-it-has-failed",
                        "WRK-SHARED-019",
                        "Masters are told that a worker stops that has failed",
                        Deed.toSharedWorker(Concealing::new)));
    }

    private static boolean says(String reason, WireFrame bye) {
        return bye.json().path("reason").asText().equals(reason);
    }

    private static Deed toHandler(Fault fault) {
        UnaryOperator<WorkerSpec> unruly = worker -> with(fault, worker);
        return Deed.toSharedSpec(
                spec ->
                        new SharedWorkerSpec(
                                spec.worker().map(unruly),
                                spec.cookie(),
                                spec.socketContext(),
                                spec.limits(),
                                spec.openNetwork(),
                                spec.log(),
                                spec.startTimeout()));
    }

    private static Deed toDedicated(Fault fault) {
        return Deed.toSpec(spec -> isHandler(spec) ? with(fault, spec) : spec);
    }

    private static boolean isHandler(WorkerSpec spec) {
        if (spec.launch() instanceof Launch.JavaWorker java) {
            try {
                return SharedWorkerHandler.class.isAssignableFrom(Class.forName(java.className()));
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
        return false;
    }

    private static WorkerSpec with(Fault fault, WorkerSpec spec) {
        Launch.JavaWorker java = (Launch.JavaWorker) spec.launch();
        return spec.withLaunch(
                new Launch.JavaWorker(
                        Unruly.class.getName(),
                        List.of(fault.name(), java.className(), new ArrayList<>(java.arguments())),
                        Optional.empty()));
    }

    private static final class Overtaking extends ForwardingChannel {
        private final List<Object> held = new ArrayList<>();
        private int sent;

        Overtaking(Channel channel) {
            super(channel);
        }

        @Override
        public synchronized void send(Object message) {
            if (++sent % 100 == 0) {
                held.add(message);
            } else {
                super.send(message);
                held.forEach(super::send);
                held.clear();
            }
        }

        @Override
        public synchronized void close() {
            held.forEach(super::send);
            super.close();
        }
    }

    private static final class Repeating extends ForwardingChannel {
        private int sent;

        Repeating(Channel channel) {
            super(channel);
        }

        @Override
        public synchronized void send(Object message) {
            super.send(message);
            if (++sent % 100 == 0) {
                super.send(message);
            }
        }
    }

    /** Tells of every failure as of a stop. */
    private static final class Concealing extends ForwardingSharedWorker {
        Concealing(SharedWorker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<Disconnect> disconnected() {
            return super.disconnected().thenApply(Concealing::concealed);
        }

        @Override
        public Optional<Disconnect> disconnect() {
            return super.disconnect().map(Concealing::concealed);
        }

        private static Disconnect concealed(Disconnect end) {
            return end.reason() == Disconnect.Reason.FAILED
                    ? new Disconnect(Disconnect.Reason.STOPPING, end.text())
                    : end;
        }
    }
}
