package dev.workerkit.tck.forwarding;

import dev.workerkit.KillSwitch;
import dev.workerkit.WorkerAddress;
import java.nio.file.Path;
import java.util.Collection;

/** Forwards to another kill switch. */
public class ForwardingKillSwitch implements KillSwitch {

    private final KillSwitch delegate;

    /** Forwards to this one. */
    public ForwardingKillSwitch(KillSwitch delegate) {
        this.delegate = delegate;
    }

    /** The kill switch that it forwards to. */
    protected final KillSwitch delegate() {
        return delegate;
    }

    @Override
    public Path file() {
        return delegate.file();
    }

    @Override
    public State state() {
        return delegate.state();
    }

    @Override
    public void disable(Collection<String> addresses) {
        delegate.disable(addresses);
    }

    @Override
    public void disable(String... addresses) {
        delegate.disable(addresses);
    }

    @Override
    public void disable(WorkerAddress address) {
        delegate.disable(address);
    }

    @Override
    public void enable(Collection<String> addresses) {
        delegate.enable(addresses);
    }

    @Override
    public void enable(String... addresses) {
        delegate.enable(addresses);
    }

    @Override
    public void enable(WorkerAddress address) {
        delegate.enable(address);
    }

    @Override
    public void disableAll(boolean forbidden) {
        delegate.disableAll(forbidden);
    }

    @Override
    public void enableAll() {
        delegate.enableAll();
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
