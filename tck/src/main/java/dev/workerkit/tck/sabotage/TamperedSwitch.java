package dev.workerkit.tck.sabotage;

import dev.workerkit.KillSwitch;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.forwarding.ForwardingKillSwitch;
import java.util.Collection;
import java.util.List;

/** A kill switch of which each change can be broken in one place. */
class TamperedSwitch extends ForwardingKillSwitch {

    TamperedSwitch(KillSwitch killSwitch) {
        super(killSwitch);
    }

    /** Makes a change. */
    void change(Runnable change) {
        change.run();
    }

    @Override
    public void disable(Collection<String> addresses) {
        change(() -> delegate().disable(addresses));
    }

    @Override
    public final void disable(String... addresses) {
        disable(List.of(addresses));
    }

    @Override
    public final void disable(WorkerAddress address) {
        disable(List.of(address.toString()));
    }

    @Override
    public void enable(Collection<String> addresses) {
        change(() -> delegate().enable(addresses));
    }

    @Override
    public final void enable(String... addresses) {
        enable(List.of(addresses));
    }

    @Override
    public final void enable(WorkerAddress address) {
        enable(List.of(address.toString()));
    }

    @Override
    public void disableAll(boolean forbidden) {
        change(() -> delegate().disableAll(forbidden));
    }

    @Override
    public void enableAll() {
        change(delegate()::enableAll);
    }
}
