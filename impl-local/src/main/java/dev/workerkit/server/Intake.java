package dev.workerkit.server;

import dev.workerkit.Disconnect;
import dev.workerkit.WireLimits;
import dev.workerkit.wire.FrameDecoder;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether more is read from a master: not while more than the bound waits for it to read
 * (WRK-WIRE-009), and not while a refusal waits to be told (WRK-ADMIN-003). On the event loop.
 */
final class Intake {

    private final EventLoop loop;
    private final FrameDecoder decoder;
    private final long bound;
    private final long stallNanos;
    private final Consumer<Disconnect> stalled;
    private boolean full;
    private long fullSince;
    private @Nullable Future<?> watch;
    private boolean held;
    private boolean resuming;
    private boolean ended;

    /**
     * Everything is read at first.
     *
     * @param stalled told when a master has left too much unread for too long
     */
    Intake(EventLoop loop, FrameDecoder decoder, WireLimits limits, Consumer<Disconnect> stalled) {
        this.loop = loop;
        this.decoder = decoder;
        this.stalled = stalled;
        bound = limits.maxUnreadBytes();
        stallNanos = limits.stallTimeout().toNanos();
    }

    /** Takes note of how many bytes wait for the master to read. */
    void unread(long bytes) {
        boolean isFull = bytes > bound;
        if (isFull != full) {
            full = isFull;
            if (full) {
                fullSince = System.nanoTime();
                watch(stallNanos);
            }
            update();
        }
    }

    /** Reads nothing until {@link #release}. */
    void hold() {
        held = true;
        update();
    }

    void release() {
        held = false;
        update();
    }

    boolean isPaused() {
        return full || held;
    }

    /** Reads all that still comes, which nobody looks at. */
    void end() {
        ended = true;
        if (watch != null) {
            watch.cancel(false);
        }
        decoder.ignoreAll();
    }

    private void update() {
        if (ended) {
            return;
        }
        if (isPaused()) {
            decoder.pause();
        } else if (!resuming) {
            resuming = true;
            // Not from within a write, which may itself come from a message that was read.
            loop.execute(this::resume);
        }
    }

    private void resume() {
        resuming = false;
        if (!isPaused() && !ended) {
            decoder.resume();
        }
    }

    private void watch(long nanos) {
        if (watch == null) {
            watch = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        watch = null;
        if (!full || ended) {
            return;
        }
        long left = fullSince + stallNanos - System.nanoTime();
        if (left > 0) {
            watch(left);
        } else {
            stalled.accept(
                    new Disconnect(
                            Disconnect.Reason.SLOW,
                            "more than " + bound + " bytes were left unread for too long"));
        }
    }
}
