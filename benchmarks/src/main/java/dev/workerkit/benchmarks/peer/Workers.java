package dev.workerkit.benchmarks.peer;

import dev.workerkit.ChannelSpec;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.channel.WorkerChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A worker of one of the kit's runtimes, as users get it. */
final class Workers implements Peer, OpenedHere {

    private static final int INCARNATION = 1;

    private final String name;
    private final String title;
    private final String runtime;

    Workers(String name, String title, String runtime) {
        this.name = name;
        this.title = title;
        this.runtime = runtime;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Optional<String> absence() {
        return Runtimes.absence(runtime);
    }

    @Override
    public NearEnd open(Setting setting) throws IOException {
        Closings closings = new Closings();
        try {
            WorkerRuntime opened = WorkerRuntimes.open(runtime);
            closings.add(opened);
            Worker worker = opened.start(spec(setting));
            worker.ready().join();
            ChannelLink link = new ChannelLink(worker.channel().bytes(), setting.waiting());
            return new NearEnd(link, closings);
        } catch (WorkerException e) {
            closings.closeAfter(e);
            throw new IOException("The worker was not started: " + e.getMessage(), e);
        }
    }

    @Override
    public AutoCloseable serve(Path folder) {
        return () -> {};
    }

    @Override
    public void openAndClose(Path served, Path own) throws IOException {
        MasterChannel master = MasterChannel.create(own, ChannelSpec.bytes());
        try {
            master.attach(INCARNATION);
            WorkerChannel worker = WorkerChannel.open(own, ChannelSpec.bytes(), INCARNATION);
            OneMessage.pass(
                    new ChannelLink(master.bytes(), Waiting.DEFAULT),
                    new ChannelLink(worker.bytes(), Waiting.DEFAULT));
            worker.close();
            master.detach(INCARNATION);
            master.end();
        } finally {
            master.discard();
        }
    }

    private static WorkerSpec spec(Setting setting) {
        return WorkerSpec.of(FarWorker.class, setting.role().name(), setting.waiting().id())
                .withChannel(ChannelSpec.bytes())
                .withRestart(RestartPolicy.never());
    }
}
