package dev.workerkit.tck.trace;

import dev.workerkit.KillSwitch;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.forwarding.ForwardingKillSwitch;
import java.util.Collection;
import java.util.List;

/** Records what is forbidden and allowed. */
final class RecordedKillSwitch extends ForwardingKillSwitch {

    private static final String DISABLE = "disable";
    private static final String ENABLE = "enable";

    private final Subject subject;

    RecordedKillSwitch(KillSwitch killSwitch, Subject subject) {
        super(killSwitch);
        this.subject = subject;
    }

    @Override
    public void disable(Collection<String> addresses) {
        subject.run(Wording.action(DISABLE, addresses), () -> super.disable(addresses));
    }

    @Override
    public void disable(String... addresses) {
        subject.run(Wording.action(DISABLE, List.of(addresses)), () -> super.disable(addresses));
    }

    @Override
    public void disable(WorkerAddress address) {
        subject.run(Wording.action(DISABLE, address), () -> super.disable(address));
    }

    @Override
    public void enable(Collection<String> addresses) {
        subject.run(Wording.action(ENABLE, addresses), () -> super.enable(addresses));
    }

    @Override
    public void enable(String... addresses) {
        subject.run(Wording.action(ENABLE, List.of(addresses)), () -> super.enable(addresses));
    }

    @Override
    public void enable(WorkerAddress address) {
        subject.run(Wording.action(ENABLE, address), () -> super.enable(address));
    }

    @Override
    public void disableAll(boolean forbidden) {
        subject.run("disable all: " + forbidden, () -> super.disableAll(forbidden));
    }

    @Override
    public void enableAll() {
        subject.run("enable all", super::enableAll);
    }
}
