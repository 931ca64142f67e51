package dev.workerkit.tck.forwarding;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.RunningWorkers;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Forwards to another provider. */
public class ForwardingProvider implements WorkerRuntimeProvider {

    private final WorkerRuntimeProvider delegate;

    /** Forwards to this one. */
    public ForwardingProvider(WorkerRuntimeProvider delegate) {
        this.delegate = delegate;
    }

    /** The provider that it forwards to. */
    protected final WorkerRuntimeProvider delegate() {
        return delegate;
    }

    /** Wraps a runtime that was opened, by default not at all. */
    protected WorkerRuntime wrapRuntime(WorkerRuntime runtime) {
        return runtime;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        return wrapRuntime(delegate.open(options));
    }

    @Override
    public String description() {
        return delegate.description();
    }

    @Override
    public Optional<String> probe(RuntimeOptions options) {
        return delegate.probe(options);
    }

    @Override
    public RunningWorkers running(RuntimeOptions options) {
        return delegate.running(options);
    }

    @Override
    public String writeImage(RuntimeOptions options, OutputStream archive) throws IOException {
        return delegate.writeImage(options, archive);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
