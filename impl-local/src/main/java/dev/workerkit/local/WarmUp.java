package dev.workerkit.local;

import dev.workerkit.ChannelSpec;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.launch.PrivateFolder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the first Java worker start sooner: the first channel of a JVM takes some 300 ms, for the
 * classes it needs, all later ones take 6. So a channel that nobody uses is made while the runtime
 * opens and the application decides what to start.
 */
final class WarmUp implements Runnable {

    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private final Path directory;

    /** In a folder that does not exist yet. */
    WarmUp(Path directory) {
        this.directory = directory;
    }

    @Override
    public void run() {
        if (DONE.getAndSet(true)) {
            return;
        }
        try {
            MasterChannel unused =
                    MasterChannel.create(PrivateFolder.make(directory), ChannelSpec.json());
            unused.attach(1);
            unused.detach(1);
            unused.end();
            unused.discard();
            PrivateFolder.delete(directory);
        } catch (WorkerException e) {
            // The first real channel will meet the same, and tell.
            LOG.log(System.Logger.Level.DEBUG, "No channel could be made beforehand", e);
        }
    }
}
