package dev.workerkit.server;

import dev.workerkit.worker.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The event loop as the handler sees it: a task that throws fails it, as a callback does. */
record HandlerLoop(io.netty.channel.EventLoop loop, Callbacks callbacks) implements EventLoop {

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> run(task));
    }

    @Override
    public Scheduled schedule(Runnable task, Duration delay) {
        return cancelling(loop.schedule(() -> run(task), nanos(delay), TimeUnit.NANOSECONDS));
    }

    @Override
    public Scheduled scheduleEvery(Runnable task, Duration period) {
        long nanos = Math.max(1, nanos(period));
        return cancelling(
                loop.scheduleWithFixedDelay(() -> run(task), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    private void run(Runnable task) {
        callbacks.call(task::run);
    }

    private static long nanos(Duration time) {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE / 4);
        return time.compareTo(longest) < 0 ? time.toNanos() : longest.toNanos();
    }

    private static Scheduled cancelling(Future<?> future) {
        return () -> future.cancel(false);
    }

    @Override
    public boolean isCurrent() {
        return loop.inEventLoop();
    }
}
