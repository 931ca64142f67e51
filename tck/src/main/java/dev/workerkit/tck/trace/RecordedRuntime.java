package dev.workerkit.tck.trace;

import dev.workerkit.GroupSpec;
import dev.workerkit.KillSwitch;
import dev.workerkit.PoolSpec;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;

/** Records what is asked of a runtime, and of what it hands out. */
final class RecordedRuntime extends ForwardingRuntime {

    private final Subject subject;

    RecordedRuntime(WorkerRuntime runtime, Subject subject) {
        super(runtime);
        this.subject = subject;
    }

    /** Records its events from now on. */
    void listen() {
        try {
            delegate().onEvent(event -> subject.recorder().event(subject.runtime(), event));
        } catch (RuntimeException e) {
            // Whether it tells its events is for the verifications to judge.
            return;
        }
    }

    @Override
    protected Worker wrapWorker(Worker worker) {
        return new RecordedWorker(worker, subject.named(worker.name()));
    }

    @Override
    protected WorkerGroup wrapGroup(WorkerGroup group) {
        return new RecordedGroup(group, this::wrapped, subject.named(group.name()));
    }

    @Override
    protected WorkerPool wrapPool(WorkerPool pool) {
        return new RecordedPool(pool, this::wrapped, subject.named(pool.name()));
    }

    @Override
    protected SharedWorker wrapSharedWorker(SharedWorker worker) {
        return new RecordedSharedWorker(worker, subject.named(worker.address().toString()));
    }

    @Override
    protected KillSwitch wrapKillSwitch(KillSwitch killSwitch) {
        return new RecordedKillSwitch(killSwitch, subject.named("kill switch"));
    }

    @Override
    public Worker start(WorkerSpec spec) {
        return subject.call("start " + Wording.of(spec), () -> super.start(spec));
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        return subject.call(
                "start the group %s of %d".formatted(spec.name(), spec.workers().size()),
                () -> super.startGroup(spec));
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        return subject.call(
                "start a pool of %d to %d: %s"
                        .formatted(spec.least(), spec.most(), Wording.of(spec.member())),
                () -> super.startPool(spec));
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        return subject.call("connect to " + address, () -> super.connect(address, spec));
    }

    @Override
    public void close() {
        subject.run("close", super::close);
    }
}
