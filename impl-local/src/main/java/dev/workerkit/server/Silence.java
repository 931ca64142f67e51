package dev.workerkit.server;

import dev.workerkit.Disconnect;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a master lives of which nothing is heard. Only beyond the machine's own sockets,
 * which break off when a process dies. On the event loop.
 */
final class Silence {

    private final EventLoop loop;
    private final boolean watched;
    private final long longestNanos;
    private final BooleanSupplier deaf;
    private final Runnable ask;
    private final Consumer<Disconnect> dead;
    private long heard;
    private boolean asked;
    private boolean ended;
    private @Nullable Future<?> next;

    /**
     * Watches nothing before {@link #begin}.
     *
     * @param deaf whether nothing could be heard anyway, as nothing is read
     * @param ask asks the master for a sign of life
     * @param dead told when there is none
     */
    Silence(
            EventLoop loop,
            SharedLaunch launch,
            BooleanSupplier deaf,
            Runnable ask,
            Consumer<Disconnect> dead) {
        this.loop = loop;
        this.deaf = deaf;
        this.ask = ask;
        this.dead = dead;
        watched = launch.isRemote();
        longestNanos = launch.limits().stallTimeout().toNanos();
    }

    void begin() {
        heard();
        look();
    }

    void heard() {
        if (watched) {
            heard = System.nanoTime();
            asked = false;
        }
    }

    /** Leaves nothing with the event loop, which may have it for long. */
    void end() {
        ended = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void look() {
        if (!watched || ended) {
            return;
        }
        long left = heard + longestNanos - System.nanoTime();
        if (deaf.getAsBoolean()) {
            heard();
            left = longestNanos;
        } else if (left <= 0 && asked) {
            dead.accept(
                    new Disconnect(Disconnect.Reason.TIMEOUT, "a ping was not answered in time"));
            return;
        } else if (left <= 0) {
            ask.run();
            heard();
            asked = true;
            left = longestNanos;
        }
        next = loop.schedule(this::look, left, TimeUnit.NANOSECONDS);
    }
}
