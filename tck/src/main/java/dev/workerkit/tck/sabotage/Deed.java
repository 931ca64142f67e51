package dev.workerkit.tck.sabotage;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Channel;
import dev.workerkit.Execution;
import dev.workerkit.KillSwitch;
import dev.workerkit.LogLine;
import dev.workerkit.LogView;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.forwarding.ForwardingProvider;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingSharedWorker;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a sabotage does to a runtime. The factories take a function of one thing that a runtime takes
 * or hands out, and apply it wherever that thing passes. A function of an object is called once for
 * each of them, so that what it returns may keep a state.
 */
@FunctionalInterface
public interface Deed {

    /** Returns what makes broken runtimes in the place of whole ones. */
    WorkerRuntimeProvider in(WorkerRuntimeProvider provider);

    /** This one, and another on top of it. */
    default Deed and(Deed another) {
        return provider -> another.in(in(provider));
    }

    /** To each runtime; most flexible with a {@link ForwardingRuntime}. */
    static Deed toRuntime(UnaryOperator<WorkerRuntime> change) {
        return provider ->
                new ForwardingProvider(provider) {
                    @Override
                    protected WorkerRuntime wrapRuntime(WorkerRuntime runtime) {
                        return change.apply(runtime);
                    }
                };
    }

    /** To the options with which runtimes are opened. */
    static Deed toOptions(UnaryOperator<RuntimeOptions> change) {
        return provider ->
                new ForwardingProvider(provider) {
                    @Override
                    public WorkerRuntime open(RuntimeOptions options) {
                        return super.open(change.apply(options));
                    }
                };
    }

    /** To the bootstrap profile with which runtimes are opened. */
    static Deed toProfile(UnaryOperator<BootstrapProfile> change) {
        return toOptions(options -> options.withBootstrap(change.apply(options.bootstrap())));
    }

    /**
     * To the specs that workers, alone, in groups and in pools, are started from; what is shown of
     * them stays as it was given.
     */
    static Deed toSpec(UnaryOperator<WorkerSpec> change) {
        return toRuntime(runtime -> new ChangedSpecs(runtime, change));
    }

    /** To each worker, alone, in groups and in pools. */
    static Deed toWorker(UnaryOperator<Worker> change) {
        return toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            protected Worker wrapWorker(Worker worker) {
                                return change.apply(worker);
                            }
                        });
    }

    /** To each group. */
    static Deed toGroup(UnaryOperator<WorkerGroup> change) {
        return toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            protected WorkerGroup wrapGroup(WorkerGroup group) {
                                return change.apply(group);
                            }
                        });
    }

    /** To each pool. */
    static Deed toPool(UnaryOperator<WorkerPool> change) {
        return toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            protected WorkerPool wrapPool(WorkerPool pool) {
                                return change.apply(pool);
                            }
                        });
    }

    /** To the connect of shared workers. */
    static Deed toConnect(Connecting change) {
        return toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            public SharedWorker connect(
                                    WorkerAddress address, SharedWorkerSpec spec) {
                                return change.connect(delegate(), address, spec);
                            }
                        });
    }

    /** What stands for {@link WorkerRuntime#connect}. */
    @FunctionalInterface
    interface Connecting {
        /** Connects with the help of the runtime that is to be broken. */
        SharedWorker connect(WorkerRuntime runtime, WorkerAddress address, SharedWorkerSpec spec);
    }

    /** To the specs that shared workers are connected to, and started from. */
    static Deed toSharedSpec(UnaryOperator<SharedWorkerSpec> change) {
        return toConnect((runtime, address, spec) -> runtime.connect(address, change.apply(spec)));
    }

    /** To each connection with a shared worker. */
    static Deed toSharedWorker(UnaryOperator<SharedWorker> change) {
        return toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            protected SharedWorker wrapSharedWorker(SharedWorker worker) {
                                return change.apply(worker);
                            }
                        });
    }

    /** To the channel of each connection with a shared worker. */
    static Deed toSharedChannel(UnaryOperator<Channel> change) {
        return toSharedWorker(
                worker ->
                        new ForwardingSharedWorker(worker) {
                            @Override
                            protected Channel wrapChannel(Channel channel) {
                                return change.apply(channel);
                            }
                        });
    }

    /** To the log of each worker, whenever it is asked for. */
    static Deed toLog(UnaryOperator<WorkerLog> change) {
        return toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            protected WorkerLog wrapLog(WorkerLog log) {
                                return change.apply(log);
                            }
                        });
    }

    /** To the log of all workers, whenever it is asked for. */
    static Deed toRuntimeLog(UnaryOperator<LogView> change) {
        return toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            protected LogView wrapLog(LogView log) {
                                return change.apply(log);
                            }
                        });
    }

    /** To each line that is read of a log, of a worker or of all. */
    static Deed toLogLine(UnaryOperator<LogLine> change) {
        return toLog(log -> new ChangedLines.OfWorker(log, change))
                .and(toRuntimeLog(log -> new ChangedLines(log, change)));
    }

    /** To each listener of events: drops, doubles or reorders them. */
    static Deed toListener(UnaryOperator<Consumer<WorkerEvent>> change) {
        return toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            protected Consumer<WorkerEvent> wrapListener(
                                    Consumer<WorkerEvent> listener) {
                                return change.apply(listener);
                            }
                        });
    }

    /** To each event. */
    static Deed toEvent(UnaryOperator<WorkerEvent> change) {
        return toListener(listener -> event -> listener.accept(change.apply(event)));
    }

    /** To each snapshot of a worker, whoever shows it: the worker, its futures, a group, a pool. */
    static Deed toSnapshot(UnaryOperator<WorkerSnapshot> change) {
        return toRuntime(runtime -> new ChangedSnapshots(runtime, change));
    }

    /** To each death that a worker remembers. */
    static Deed toDeath(UnaryOperator<WorkerDeath> change) {
        return toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            public List<WorkerDeath> deaths() {
                                return super.deaths().stream().map(change).toList();
                            }
                        });
    }

    /** To each exit, wherever it is told: snapshots, events, deaths. */
    static Deed toExit(UnaryOperator<WorkerExit> change) {
        return toSnapshot(snapshot -> Changed.lastExit(snapshot, snapshot.lastExit().map(change)))
                .and(toEvent(event -> Changed.exit(event, event.exit().map(change))))
                .and(toDeath(death -> Changed.exit(death, change.apply(death.exit()))));
    }

    /** To the kill switch. */
    static Deed toKillSwitch(UnaryOperator<KillSwitch> change) {
        return toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            protected KillSwitch wrapKillSwitch(KillSwitch killSwitch) {
                                return change.apply(killSwitch);
                            }
                        });
    }

    /** To each run of a command inside a worker. */
    static Deed toExecution(UnaryOperator<Execution> change) {
        return toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            protected Execution wrapExecution(Execution execution) {
                                return change.apply(execution);
                            }
                        });
    }
}
