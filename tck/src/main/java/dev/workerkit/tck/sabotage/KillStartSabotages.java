package dev.workerkit.tck.sabotage;

import dev.workerkit.GroupSpec;
import dev.workerkit.KillSwitch;
import dev.workerkit.KillSwitchException;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.forwarding.ForwardingLog;
import dev.workerkit.tck.forwarding.ForwardingPool;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Starts that do not care for the kill switch, or care too much. */
final class KillStartSabotages {

    private KillStartSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "kill-switch-overridden-by-start",
                        "WRK-KILL-001",
                        "Starts a stopped worker by hand though the kill switch forbids it",
                        Deed.toRuntime(StartingByHand::new)),
                Sabotage.of(
                        "kill-switch-asked-after-the-stop",
                        "WRK-KILL-001",
                        "Stops a worker for a restart that it then refuses",
                        Deed.toWorker(StoppingFirst::new)),
                Sabotage.of(
                        "kill-switch-leaves-part-of-a-group",
                        "WRK-KILL-001",
                        "Starts those of a group that it may, and then refuses the group",
                        Deed.toRuntime(StartingPart::new)),
                Sabotage.of(
                        "kill-switch-leaves-part-of-a-pool",
                        "WRK-KILL-001",
                        "Has a pool grow as far as it may, and then refuses",
                        Deed.toPool(GrowingPart::new)),
                Sabotage.of(
                        "kill-switch-hidden-from-connects",
                        "WRK-KILL-001",
                        "Says of a shared worker that it may not start that it is not there",
                        Deed.toRuntime(HidingForbidden::new)),
                Sabotage.of(
                        "kill-switch-not-in-snapshots",
                        "WRK-KILL-002",
                        "Does not say why a worker waits",
                        Deed.toSnapshot(of -> Changed.forbidden(of, Optional.empty()))),
                Sabotage.of(
                        "kill-switch-forgets-who-waits",
                        "WRK-KILL-002",
                        "Does not start those who waited when they are allowed to",
                        Deed.toRuntime(Forgetting::new)),
                Sabotage.of(
                        "kill-switch-stops-what-runs",
                        "WRK-KILL-006",
                        "Stops the workers that it forbids to start",
                        Deed.toRuntime(StoppingRunning::new)),
                Sabotage.of(
                        "kill-switch-refuses-connects",
                        "WRK-KILL-006",
                        "Refuses to connect to a shared worker that runs and may not start",
                        Deed.toRuntime(RefusingConnects::new)),
                Sabotage.of(
                        "kill-switch-silent-in-the-log",
                        "WRK-KILL-009",
                        "Writes into no log why a worker waits",
                        Deed.toLog(log -> new Telling(log, 0))),
                Sabotage.of(
                        "kill-switch-repeats-in-the-log",
                        "WRK-KILL-009",
                        "Writes twice into the log why a worker waits",
                        Deed.toLog(log -> new Telling(log, 2))));
    }

    private static final class StartingByHand extends ForwardingRuntime {

        StartingByHand(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public CompletableFuture<WorkerSnapshot> start() {
                    try {
                        return super.start();
                    } catch (KillSwitchException e) {
                        return allowing(super::start);
                    }
                }
            };
        }

        private <T> T allowing(Supplier<T> start) {
            KillSwitch killSwitch = delegate().killSwitch();
            KillSwitch.State state = killSwitch.state();
            killSwitch.enableAll();
            try {
                return start.get();
            } finally {
                killSwitch.disable(state.addresses());
                killSwitch.disableAll(state.global());
            }
        }
    }

    private static final class StoppingFirst extends ForwardingWorker {

        StoppingFirst(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> restart() {
            try {
                return super.restart();
            } catch (KillSwitchException e) {
                stop();
                throw e;
            }
        }
    }

    private static final class StartingPart extends ForwardingRuntime {

        StartingPart(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public WorkerGroup startGroup(GroupSpec spec) {
            try {
                return super.startGroup(spec);
            } catch (KillSwitchException e) {
                spec.workers().forEach(this::start);
                throw e;
            }
        }
    }

    private static final class GrowingPart extends ForwardingPool {

        GrowingPart(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> resize(int size) {
            try {
                return super.resize(size);
            } catch (KillSwitchException e) {
                if (size > members().size() + 1) {
                    super.resize(size - 1);
                }
                throw e;
            }
        }
    }

    private static final class HidingForbidden extends ForwardingRuntime {

        HidingForbidden(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
            try {
                return super.connect(address, spec);
            } catch (KillSwitchException e) {
                throw new SharedWorkerUnavailableException("Nobody listens at " + address, e);
            }
        }
    }

    private static final class Forgetting extends ForwardingRuntime {

        Forgetting(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected KillSwitch wrapKillSwitch(KillSwitch killSwitch) {
            return new TamperedSwitch(killSwitch) {
                @Override
                void change(Runnable change) {
                    workers().stream()
                            .filter(worker -> worker.snapshot().forbidden().isPresent())
                            .forEach(Worker::stop);
                    super.change(change);
                }
            };
        }
    }

    private static final class StoppingRunning extends ForwardingRuntime {

        StoppingRunning(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected KillSwitch wrapKillSwitch(KillSwitch killSwitch) {
            return new TamperedSwitch(killSwitch) {
                @Override
                public void disableAll(boolean forbidden) {
                    super.disableAll(forbidden);
                    workers().stream()
                            .filter(worker -> forbidden && worker.state() == WorkerState.RUNNING)
                            .forEach(Worker::stop);
                }
            };
        }
    }

    private static final class RefusingConnects extends ForwardingRuntime {

        RefusingConnects(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
            KillSwitch killSwitch = delegate().killSwitch();
            if (killSwitch.state().addresses().contains(address.toString())) {
                throw new KillSwitchException(killSwitch.file() + " forbids " + address);
            }
            return super.connect(address, spec);
        }
    }

    /** Shows each line about the kill switch so often. */
    private static final class Telling extends ForwardingLog {

        private final int times;

        Telling(WorkerLog log, int times) {
            super(log);
            this.times = times;
        }

        @Override
        public List<LogLine> tail(int lines) {
            return super.tail(lines).stream()
                    .flatMap(line -> Stream.generate(() -> line).limit(isAboutIt(line) ? times : 1))
                    .toList();
        }

        private static boolean isAboutIt(LogLine line) {
            return line.stream() == LogStream.MASTER && line.text().contains("kill switch");
        }
    }
}
