package dev.workerkit.tck.forwarding;

import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** Forwards to another run of a command inside a worker. */
public class ForwardingExecution implements Execution {

    private final Execution delegate;

    /** Forwards to this one. */
    public ForwardingExecution(Execution delegate) {
        this.delegate = delegate;
    }

    /** The run that it forwards to. */
    protected final Execution delegate() {
        return delegate;
    }

    @Override
    public OutputStream input() {
        return delegate.input();
    }

    @Override
    public InputStream output() {
        return delegate.output();
    }

    @Override
    public InputStream errors() {
        return delegate.errors();
    }

    @Override
    public CompletableFuture<Integer> exitCode() {
        return delegate.exitCode();
    }

    @Override
    public void resize(ExecSpec.TerminalSize size) {
        delegate.resize(size);
    }

    @Override
    public void close() {
        delegate.close();
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
