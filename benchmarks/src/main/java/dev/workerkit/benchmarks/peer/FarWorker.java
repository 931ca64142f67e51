package dev.workerkit.benchmarks.peer;

import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;
import java.io.IOException;

/** The far end as a worker. */
public final class FarWorker implements RawWorker {

    private final Role role;
    private final Waiting waiting;

    /** Plays this role, and waits so. */
    public FarWorker(String role, String waiting) {
        this.role = Role.valueOf(role);
        this.waiting = Waiting.of(waiting);
    }

    @Override
    public void run(WorkerContext context) throws IOException {
        FarEnd.pin(waiting);
        try (Link link = new ChannelLink(context.channel().bytes(), waiting)) {
            role.play(link);
        }
    }
}
