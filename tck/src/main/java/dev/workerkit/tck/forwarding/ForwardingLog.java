package dev.workerkit.tck.forwarding;

import dev.workerkit.WorkerLog;
import java.nio.file.Path;

/** Forwards to the log of a worker. */
public class ForwardingLog extends ForwardingLogView implements WorkerLog {

    private final WorkerLog log;

    /** Forwards to this one. */
    public ForwardingLog(WorkerLog delegate) {
        super(delegate);
        this.log = delegate;
    }

    @Override
    public Path file() {
        return log.file();
    }
}
