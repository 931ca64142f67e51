package dev.workerkit.host;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.WorkerChannel;
import dev.workerkit.json.PlainJson;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The channel while it is opened on a thread of its own, and afterwards: whoever needs it first
 * waits for it. Thread-safe.
 */
final class OpeningChannel {

    private static final long LOOK_EVERY_NANOS = 500_000;

    private @Nullable WorkerChannel opened;
    private @Nullable Throwable failure;
    private boolean stopReceiving;

    OpeningChannel(LaunchFile launch) {
        Thread thread =
                new Thread("workerkit-channel-opening") {
                    @Override
                    public void run() {
                        open(launch);
                    }
                };
        thread.setDaemon(true);
        thread.start();
    }

    private void open(LaunchFile launch) {
        try {
            awaitAttached(launch);
            WorkerChannel channel =
                    WorkerChannel.open(
                            launch.channelDirectory(), launch.channel(), launch.incarnation());
            synchronized (this) {
                opened = channel;
                if (stopReceiving) {
                    channel.stopReceiving();
                }
                notifyAll();
            }
            warmUpCodec(launch.channel());
        } catch (Throwable e) {
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    /** While this thread has nothing else to do: the first message need not wait for the library. */
    private static void warmUpCodec(ChannelSpec spec) throws IOException {
        if (spec.codec().equals("json")) {
            byte[] number = PlainJson.toBytes(0);
            PlainJson.fromBytes(number, 0, number.length);
        }
    }

    /** As a rule the master is done long before; should it die instead, this process ends too. */
    private static void awaitAttached(LaunchFile launch) {
        while (!WorkerChannel.isAttached(launch.channelDirectory(), launch.incarnation())) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /**
     * The channel as soon as it is open.
     *
     * @throws WorkerException if it can't be opened
     */
    synchronized WorkerChannel await() {
        while (opened == null && failure == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ChannelClosedException(
                        "The thread was interrupted while the channel was being opened", e);
            }
        }
        if (opened == null) {
            throw new WorkerException("The worker's channel can't be opened: " + failure, failure);
        }
        return opened;
    }

    /** Nothing is to be received any more, open or not. */
    synchronized void stopReceiving() {
        stopReceiving = true;
        if (opened != null) {
            opened.stopReceiving();
        }
    }
}
