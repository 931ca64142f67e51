package dev.workerkit.remote;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The pass of one incarnation, and its connection once it has come. A pass is used up by the first
 * who proves to have it. Thread-safe.
 */
public final class RemoteAdmission implements AutoCloseable {

    /** Who does not read what was sent before hears no signal either. */
    private static final long SIGNAL_MILLIS = 1000;

    private final RemoteDoor door;
    private final Secret secret;
    private final Post post;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<RemoteEnd> ended = new CompletableFuture<>();
    private volatile @Nullable Connection connection;
    private volatile @Nullable String cutFor;

    /* Guarded by this. */
    private boolean used;
    private boolean closed;
    private @Nullable Thread serving;

    RemoteAdmission(RemoteDoor door, Secret secret, Post post) {
        this.door = door;
        this.secret = secret;
        this.post = post;
    }

    /**
     * What the worker must have as the file that {@code WORKERKIT_SECRET} names; some 250 bytes.
     * Whoever else has it can be the worker, so it belongs nowhere but there.
     */
    public byte[] secret() {
        return secret.text();
    }

    /** Completes when the worker's relay has proved itself, which need never happen. */
    public CompletableFuture<Void> connected() {
        return connected.copy();
    }

    /**
     * Completes when the connection is over, or when this is closed: all that came of the worker's
     * output is in its log, all that came of its messages is in the master's channel, and nothing
     * touches either any more. On a thread of the connection's: hand over what takes time.
     */
    public CompletableFuture<RemoteEnd> ended() {
        return ended.copy();
    }

    /**
     * Sends SIGTERM to all processes of the worker.
     *
     * @return whether it is connected
     */
    public boolean terminate() {
        return signal(Signal.TERMINATE);
    }

    /**
     * Kills all processes of the worker, whose end is told then.
     *
     * @return whether it is connected
     */
    public boolean kill() {
        return signal(Signal.KILL);
    }

    /**
     * Sends SIGQUIT to the worker's main process; a JVM writes what its threads do.
     *
     * @return whether it is connected
     */
    public boolean quit() {
        return signal(Signal.QUIT);
    }

    /**
     * Stops all processes of the worker where they are, if there is a {@code /bin/sh} beside it.
     *
     * @return whether it is connected
     */
    public boolean freeze() {
        return signal(Signal.FREEZE);
    }

    /**
     * Lets them go on.
     *
     * @return whether it is connected
     */
    public boolean thaw() {
        return signal(Signal.THAW);
    }

    private boolean signal(Signal signal) {
        Connection current = connection;
        // Nothing may be sent before what its relay begins with.
        if (current == null || !connected.isDone() || ended.isDone()) {
            return false;
        }
        try {
            byte[] body = {(byte) signal.ordinal()};
            return current.writer().send(FrameType.SIGNAL, body, SIGNAL_MILLIS);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String pass() {
        return secret.pass();
    }

    String cookie() {
        return secret.cookie();
    }

    /** Whether the pass is still good, which it is not any more after this. */
    synchronized boolean use() {
        boolean good = !used && !closed;
        used = true;
        return good;
    }

    /** How long a frame of this worker's may be. */
    int longestFrame() {
        return MasterTalk.longestFrame(post.channel());
    }

    /** Talks with the worker until the connection ends; on the thread that has let it in. */
    void serve(Connection with) {
        synchronized (this) {
            if (closed) {
                return;
            }
            serving = Thread.currentThread();
            connection = with;
        }
        RemoteEnd end = new RemoteEnd.Lost("its connection broke");
        try {
            end = new MasterTalk(post, with).run(() -> connected.complete(null));
        } catch (EOFException e) {
            end = lost("its relay has closed the connection, or died");
        } catch (IOException | RuntimeException e) {
            end = lost("its connection ended: " + e.getMessage());
        } finally {
            with.close();
            ended.complete(end);
        }
    }

    private RemoteEnd lost(String how) {
        return new RemoteEnd.Lost(Optional.ofNullable(cutFor).orElse(how));
    }

    void endIfSilent(long millis) {
        Connection current = connection;
        if (current != null && current.reader().silentNanos() > millis * 1_000_000) {
            cutFor = "nothing was heard of it for " + millis + " ms";
            current.close();
        }
    }

    /** Voids the pass, and cuts the connection if there is one; {@link #ended} is complete then. */
    @Override
    public void close() {
        Thread thread;
        synchronized (this) {
            closed = true;
            thread = serving;
        }
        door.forget(this);
        Connection current = connection;
        if (current != null) {
            current.close();
        }
        if (thread == null) {
            ended.complete(new RemoteEnd.Lost("its worker never came"));
        } else if (thread != Thread.currentThread()) {
            // Also for one who is interrupted: the channel is still in use before.
            ended.join();
        }
    }
}
