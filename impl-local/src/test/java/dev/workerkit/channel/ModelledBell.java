package dev.workerkit.channel;

import java.nio.file.Path;

/** The doorbell of one end on a {@link ModelledMachine}. */
final class ModelledBell extends Doorbell {

    private final ModelledMachine machine;
    private final String own;
    private final String others;

    /** One that has this name and rings at that of another name. */
    ModelledBell(ModelledMachine machine, String own, String others) {
        // A line that is never opened.
        super(new ConnectingLine(Path.of(others), () -> {}));
        this.machine = machine;
        this.own = own;
        this.others = others;
    }

    @Override
    long rings() {
        return machine.rings(own);
    }

    @Override
    void ring() {
        machine.ring(others);
    }

    @Override
    void wakeAll() {
        machine.ring(own);
    }

    @Override
    void await(long seen, long nanos) {
        machine.awaitRing(own, seen);
    }
}
