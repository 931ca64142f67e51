package dev.workerkit.tck.forwarding;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogView;
import dev.workerkit.WorkerRuntime.Subscription;
import java.util.List;
import java.util.function.Consumer;

/** Forwards to another view of a log. */
public class ForwardingLogView implements LogView {

    private final LogView delegate;

    /** Forwards to this one. */
    public ForwardingLogView(LogView delegate) {
        this.delegate = delegate;
    }

    /** The view that it forwards to. */
    protected final LogView delegate() {
        return delegate;
    }

    @Override
    public List<LogLine> tail() {
        return delegate.tail();
    }

    @Override
    public List<LogLine> tail(int lines) {
        return delegate.tail(lines);
    }

    @Override
    public List<LogLine> tail(int lines, LogFilter filter) {
        return delegate.tail(lines, filter);
    }

    @Override
    public Subscription follow(int lines, Consumer<LogLine> listener) {
        return delegate.follow(lines, listener);
    }

    @Override
    public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
        return delegate.follow(lines, filter, listener);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
