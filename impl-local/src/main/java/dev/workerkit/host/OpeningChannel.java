package dev.workerkit.host;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.WorkerChannel;
import org.jspecify.annotations.Nullable;

/**
 * The channel while it is opened on a thread of its own, and afterwards: whoever needs it first
 * waits for it. Thread-safe.
 */
final class OpeningChannel {

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
        } catch (Throwable e) {
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    /**
     * The channel as soon as it is open.
     *
     * @throws WorkerException if it can't be opened
     */
    synchronized Channel await() {
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

    /** Closes the channel; one that nobody has waited for may never have been opened. */
    synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
