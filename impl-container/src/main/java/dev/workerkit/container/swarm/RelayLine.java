package dev.workerkit.container.swarm;

import dev.workerkit.WorkerExit;
import dev.workerkit.remote.RemoteAdmission;
import dev.workerkit.remote.RemoteEnd;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A worker beside which a relay runs that is connected to its master. */
record RelayLine(RemoteAdmission admission) implements Line {

    private static final int LARGEST_CODE = 255;

    @Override
    public Optional<byte[]> secret() {
        return Optional.of(admission.secret());
    }

    @Override
    public CompletableFuture<Void> begun() {
        return admission.connected();
    }

    @Override
    public Optional<CompletableFuture<WorkerExit>> ended() {
        return Optional.of(admission.ended().thenApply(RelayLine::exit));
    }

    private static WorkerExit exit(RemoteEnd end) {
        if (end instanceof RemoteEnd.Exited exited
                && exited.code() >= 0
                && exited.code() <= LARGEST_CODE) {
            return new WorkerExit.Code(exited.code());
        }
        if (end instanceof RemoteEnd.NotStarted failed) {
            return new WorkerExit.StartFailure(failed.reason());
        }
        return new WorkerExit.Lost(
                end instanceof RemoteEnd.Lost lost ? lost.reason() : "it ended with " + end);
    }

    @Override
    public void seen(Sighting sighting) {
        // Its relay tells all that there is to be told.
    }

    @Override
    public boolean terminate() {
        return admission.terminate();
    }

    @Override
    public boolean kill() {
        return admission.kill();
    }

    @Override
    public boolean quit() {
        return admission.quit();
    }

    @Override
    public boolean freeze() {
        return admission.freeze();
    }

    @Override
    public boolean thaw() {
        return admission.thaw();
    }

    @Override
    public void close() {
        admission.close();
    }
}
