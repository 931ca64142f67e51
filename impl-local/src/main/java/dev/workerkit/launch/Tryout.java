package dev.workerkit.launch;

import dev.workerkit.ChannelSpec;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.control.ControlClient;
import dev.workerkit.control.ControlLink;
import dev.workerkit.control.ControlListener;
import dev.workerkit.host.Hooks;
import dev.workerkit.host.LaunchFile;
import dev.workerkit.host.Oversight;
import dev.workerkit.os.Ownership;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The master of a process that runs a {@link Rehearsal} before it is a worker, so that all that
 * workers need is loaded when it becomes one.
 */
public final class Tryout implements AutoCloseable {

    private static final int INCARNATION = 1;

    /** A busy machine may take long. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What is done a few times only is done slowly. */
    private static final int ROUNDS = 5;

    private final Path launchFile;
    private final Path socket;
    private final MasterChannel channel;
    private final ControlLink link;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Tryout(Path launchFile, Path socket, MasterChannel channel, ControlLink link) {
        this.launchFile = launchFile;
        this.socket = socket;
        this.channel = channel;
        this.link = link;
    }

    /**
     * Makes all that the process finds.
     *
     * @param folder its own, which is there
     * @param owner whose the files are, if it runs as another user
     */
    public static Tryout begin(Path folder, Optional<Ownership> owner, Premises premises) {
        Path launchFile = folder.resolve("launch");
        Path socket = folder.resolve("control");
        Path channelFiles = PrivateFolder.make(folder.resolve("channel"));
        owner.ifPresent(each -> each.give(channelFiles));
        ChannelSpec spec = ChannelSpec.json();
        new LaunchFile(
                        new WorkerId("spare"),
                        "spare",
                        INCARNATION,
                        Rehearsal.class.getName(),
                        List.of(),
                        LaunchFile.DEFAULT_LOOP_TIME,
                        Hooks.NONE,
                        Oversight.NONE,
                        channelFiles,
                        spec)
                .write(launchFile);
        owner.ifPresent(each -> each.give(launchFile));
        ControlLink link = premises.control().listen(socket, new ControlListener() {});
        try {
            owner.ifPresent(each -> each.give(socket));
            MasterChannel channel = MasterChannel.create(channelFiles, spec);
            try {
                channel.attach(INCARNATION);
                return new Tryout(launchFile, socket, channel, link);
            } catch (RuntimeException | Error e) {
                channel.discard();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            link.close();
            throw e;
        }
    }

    /** What the process must have in its environment. */
    public Map<String, String> variables() {
        return Map.of(
                LaunchFile.VARIABLE,
                launchFile.toString(),
                ControlClient.VARIABLE,
                socket.toString());
    }

    /**
     * Has it do what workers do, and then stop.
     *
     * @throws WorkerException if it does not
     */
    public void run() throws InterruptedException {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (Object message : Rehearsal.MESSAGES) {
                    channel.send(message, LIMIT);
                    if (channel.receive(LIMIT) == null) {
                        throw new WorkerException("It does not answer");
                    }
                }
            }
            link.query().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            link.stop(LIMIT);
        } catch (ExecutionException | TimeoutException e) {
            throw new WorkerException("It does not answer: " + e, e);
        }
    }

    /** Ends it, also for who waits in {@link #run}; later calls do nothing. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            try {
                channel.discard();
            } finally {
                link.close();
            }
        }
    }
}
