package dev.workerkit.tck.sabotage;

import dev.workerkit.Capability;
import dev.workerkit.DuplicateNameException;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Of what runtimes are, of their end, and of what they mean to each other. */
final class SpiRuntimeSabotages {

    private SpiRuntimeSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "shouts-its-name",
                        "WRK-SPI-001",
                        "Opens runtimes that bear the provider's name in capitals",
                        Deed.toRuntime(
                                runtime ->
                                        new ForwardingRuntime(runtime) {
                                            @Override
                                            public String name() {
                                                return super.name().toUpperCase(Locale.ROOT);
                                            }
                                        })),
                Sabotage.of(
                        "closes-the-workers-of-its-siblings",
                        "WRK-SPI-004",
                        "Stops all workers of the process when one runtime is closed",
                        toSiblings(Careless::new)),
                Sabotage.of(
                        "shares-names-among-runtimes",
                        "WRK-SPI-004",
                        "Refuses a name that a worker of another runtime has",
                        toSiblings(SharedNames::new)),
                Sabotage.of(
                        "declares-less-once-it-has-workers",
                        "WRK-SPI-005",
                        "Declares no more that it runs shell lines once it has a worker",
                        Deed.toRuntime(
                                runtime ->
                                        new ForwardingRuntime(runtime) {
                                            @Override
                                            public Set<Capability> capabilities() {
                                                return workers().isEmpty()
                                                        ? super.capabilities()
                                                        : without(super.capabilities());
                                            }
                                        })),
                Sabotage.of(
                        "hands-out-its-own-set-of-capabilities",
                        "WRK-SPI-005",
                        "Lets whoever asks for its capabilities change them",
                        Deed.toRuntime(OpenSet::new)),
                Sabotage.of(
                        "starts-though-it-is-closed",
                        "WRK-SPI-008",
                        "Hands out an old worker when a closed runtime is to start one",
                        Deed.toRuntime(Closed::new)),
                Sabotage.of(
                        "closes-but-once",
                        "WRK-SPI-008",
                        "Throws when a closed runtime is closed again",
                        Deed.toRuntime(
                                runtime -> {
                                    AtomicBoolean closed = new AtomicBoolean();
                                    return new ForwardingRuntime(runtime) {
                                        @Override
                                        public void close() {
                                            if (closed.getAndSet(true)) {
                                                throw new RuntimeClosedException(name());
                                            }
                                            super.close();
                                        }
                                    };
                                })),
                Sabotage.of(
                        "serves-one-thread-at-a-time",
                        "WRK-SPI-012",
                        "Fails when two threads start workers at the same time",
                        Deed.toRuntime(Single::new)),
                Sabotage.of(
                        "ignores-an-image-it-has-no-use-for",
                        "WRK-SPI-014",
                        "Ignores the image that it is opened with",
                        toUseless(
                                Capability.IMAGES,
                                options ->
                                        new RuntimeOptions(
                                                options.bootstrap(),
                                                options.logDirectory(),
                                                options.stopDeadline(),
                                                options.engine(),
                                                Optional.empty(),
                                                options.address()))),
                Sabotage.of(
                        "ignores-an-engine-that-is-not-there",
                        "WRK-SPI-014",
                        "Ignores the engine that it is opened with, and uses what it finds",
                        Deed.toOptions(
                                options ->
                                        new RuntimeOptions(
                                                options.bootstrap(),
                                                options.logDirectory(),
                                                options.stopDeadline(),
                                                Optional.empty(),
                                                options.image(),
                                                options.address()))),
                Sabotage.of(
                        "ignores-an-address-that-is-none",
                        "WRK-SPI-014",
                        "Ignores the address by which its workers are to reach it",
                        Deed.toOptions(
                                options ->
                                        new RuntimeOptions(
                                                options.bootstrap(),
                                                options.logDirectory(),
                                                options.stopDeadline(),
                                                options.engine(),
                                                options.image(),
                                                Optional.empty()))));
    }

    private static Set<Capability> without(Set<Capability> capabilities) {
        EnumSet<Capability> fewer = EnumSet.copyOf(capabilities);
        fewer.remove(Capability.SHELL);
        return fewer;
    }

    /** Another way to read options. */
    private interface Reading {
        RuntimeOptions of(RuntimeOptions options);
    }

    /** For runtimes that lack something. */
    private static Deed toUseless(Capability lacking, Reading reading) {
        return Deed.toOptions(
                options ->
                        TckSession.current().capabilities().contains(lacking)
                                ? options
                                : reading.of(options));
    }

    /** Makes a runtime that knows those that the same verification has opened. */
    private interface Sibling {
        WorkerRuntime of(WorkerRuntime runtime, List<WorkerRuntime> all);
    }

    private static Deed toSiblings(Sibling sibling) {
        Map<TckSession, List<WorkerRuntime>> families = new WeakHashMap<>();
        return Deed.toRuntime(
                runtime -> {
                    List<WorkerRuntime> all;
                    synchronized (families) {
                        all =
                                families.computeIfAbsent(
                                        TckSession.current(), any -> new CopyOnWriteArrayList<>());
                    }
                    all.add(runtime);
                    return sibling.of(runtime, all);
                });
    }

    /** Takes all workers for its own. */
    private static final class Careless extends ForwardingRuntime {

        private final List<WorkerRuntime> all;

        Careless(WorkerRuntime runtime, List<WorkerRuntime> all) {
            super(runtime);
            this.all = all;
        }

        @Override
        public void close() {
            for (WorkerRuntime each : all) {
                each.workers().forEach(Worker::stop);
            }
            super.close();
        }
    }

    /** Looks for names everywhere. */
    private static final class SharedNames extends ForwardingRuntime {

        private final List<WorkerRuntime> all;

        SharedNames(WorkerRuntime runtime, List<WorkerRuntime> all) {
            super(runtime);
            this.all = all;
        }

        @Override
        public Worker start(WorkerSpec spec) {
            Predicate<String> taken =
                    name -> all.stream().anyMatch(each -> each.worker(name).isPresent());
            if (spec.name().filter(taken).isPresent()) {
                throw new DuplicateNameException("worker", spec.name().orElseThrow());
            }
            return super.start(spec);
        }
    }

    /** Keeps its capabilities in a set that it hands out. */
    private static final class OpenSet extends ForwardingRuntime {

        private final Set<Capability> capabilities;

        OpenSet(WorkerRuntime runtime) {
            super(runtime);
            capabilities = EnumSet.copyOf(runtime.capabilities());
        }

        @Override
        public Set<Capability> capabilities() {
            return capabilities;
        }
    }

    /** Has an answer after its end, too. */
    private static final class Closed extends ForwardingRuntime {

        private final List<Worker> started = new ArrayList<>();

        Closed(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public synchronized Worker start(WorkerSpec spec) {
            try {
                Worker worker = super.start(spec);
                started.add(worker);
                return worker;
            } catch (RuntimeClosedException e) {
                if (started.isEmpty()) {
                    throw e;
                }
                return started.get(0);
            }
        }
    }

    /** Is not made for many threads. */
    private static final class Single extends ForwardingRuntime {

        private final AtomicBoolean busy = new AtomicBoolean();

        Single(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            if (busy.getAndSet(true)) {
                throw new WorkerException("Another thread is starting a worker");
            }
            try {
                return super.start(spec);
            } finally {
                busy.set(false);
            }
        }
    }
}
