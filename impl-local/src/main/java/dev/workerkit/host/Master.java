package dev.workerkit.host;

import dev.workerkit.control.ControlCall;
import dev.workerkit.control.ControlClient;
import dev.workerkit.control.MasterListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The master as this process knows it: what it wants, and what it is told. Without a control
 * connection it can still send signals, and is told nothing.
 */
final class Master
        implements MasterListener,
                Wishes.PauseListener,
                UnitsDone.LimitListener,
                Heartbeat.Listener {

    /** What a worker has left when its master is gone. */
    private static final long ORPHAN_GRACE_MILLIS = 1000;

    private final Wishes wishes = new Wishes(this);
    private final UnitsDone units = new UnitsDone(this);
    private final ControlCalls calls = new ControlCalls(units, System.nanoTime());
    private volatile @Nullable ControlClient control;
    private volatile @Nullable OpeningChannel channel;
    private Oversight oversight = Oversight.NONE;

    Wishes wishes() {
        return wishes;
    }

    UnitsDone units() {
        return units;
    }

    ControlCalls calls() {
        return calls;
    }

    /** Begins to connect if there is a control socket. */
    @Nullable ControlClient connect(@Nullable String socket) {
        if (socket == null) {
            return null;
        }
        ControlClient client = ControlClient.connect(Path.of(socket), ownPid(), this);
        control = client;
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread("workerkit-control-closing") {
                            @Override
                            public void run() {
                                client.close();
                            }
                        });
        return client;
    }

    /** From /proc where there is one, for {@link ProcessHandle} takes a while to come up. */
    private static long ownPid() {
        try {
            return Long.parseLong(Files.readSymbolicLink(Path.of("/proc/self")).toString());
        } catch (IOException | NumberFormatException e) {
            return ProcessHandle.current().pid();
        }
    }

    /** Lets a stop, an earlier one too, end the receiving from this channel. */
    void opening(OpeningChannel opening) {
        channel = opening;
        if (wishes.stopRequested()) {
            opening.stopReceiving();
        }
    }

    /** Holds the worker to what its master wants to see to. */
    void heed(Oversight wanted) {
        oversight = wanted;
        if (wanted.units().isPresent()) {
            units.limitTo(wanted.units().getAsLong());
        }
    }

    /** From now on the master wants to see that the work moves on, if it watches at all. */
    void workBegins() {
        if (oversight.watchdog().isPresent()) {
            Heartbeat.start(units, oversight.watchdog().get(), this);
        }
    }

    void stopBySignal() {
        wishes.stopBySignal();
        stopReceiving();
    }

    private void stopReceiving() {
        OpeningChannel opening = channel;
        if (opening != null) {
            opening.stopReceiving();
        }
    }

    /**
     * Sees to it that all that was told and asked is on its way. The channel is left as it is: the
     * worker may be started again, and only its master knows when it has ended for good.
     */
    void sayLastWords(Duration timeout) {
        try {
            ControlClient client = control;
            if (client != null) {
                calls.awaitAnswered(timeout.toMillis());
                client.flush(timeout);
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
        } catch (InterruptedException e) {
            // The process ends now anyway.
            Thread.currentThread().interrupt();
        }
    }

    /** Says and hears nothing more: what becomes of the master is of no interest here. */
    void hangUp() {
        ControlClient client = control;
        if (client != null) {
            client.close();
        }
    }

    @Override
    public void onPause() {
        wishes.pause();
    }

    @Override
    public void onResume() {
        wishes.resume();
    }

    @Override
    public void onStop(Duration grace) {
        wishes.stopByMaster();
        stopReceiving();
    }

    @Override
    public void onQuery(ControlCall call) {
        calls.query(call);
    }

    @Override
    public void onCommand(ControlCall call, String name, @Nullable Object argument) {
        calls.command(call, name, argument);
    }

    /** Nobody is left to kill a worker that does not end by itself. */
    @Override
    public void onMasterGone(String reason) {
        Thread halting =
                new Thread("workerkit-halting") {
                    @Override
                    public void run() {
                        haltSoon();
                    }
                };
        halting.setDaemon(true);
        halting.start();
        wishes.stopByMaster();
        stopReceiving();
        System.err.println("The master is gone, so this worker ends: " + reason);
    }

    private static void haltSoon() {
        long end = System.nanoTime() + ORPHAN_GRACE_MILLIS * 1_000_000;
        for (long left = ORPHAN_GRACE_MILLIS; left > 0; ) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException e) {
                // Nobody's business but the master's, who is gone.
            }
            left = (end - System.nanoTime()) / 1_000_000;
        }
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }

    @Override
    public void paused() {
        ControlClient client = control;
        if (client != null) {
            client.paused();
        }
    }

    @Override
    public void resumed() {
        ControlClient client = control;
        if (client != null) {
            client.resumed();
        }
    }

    @Override
    public void progress(long done, boolean idle) {
        ControlClient client = control;
        if (client != null) {
            client.progress(done, idle);
        }
    }

    /** The unit is done, and no other is begun; the master sees to the rest. */
    @Override
    public void limitReached(String reason) {
        wishes.takeNoMore();
        ControlClient client = control;
        if (client != null) {
            client.recycle(reason);
        } else {
            // Nobody can be asked to replace it, so it ends with the code that asks for a restart.
            wishes.exit(ExitCode.FAILED);
            stopReceiving();
        }
    }
}
