package dev.workerkit.os;

import com.sun.jna.Memory;
import dev.workerkit.WorkerException;
import dev.workerkit.log.LogInput;
import java.util.concurrent.CompletableFuture;

/**
 * Puts what a child writes to one of its streams into its log, as it comes, until the end: that is
 * when nobody has the other end of the pipe any more. No thread waits for it meanwhile.
 */
public final class Drain implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    /** No pipe holds more, unless an administrator has allowed it. */
    private static final int MOST_LEFT = 1 << 20;

    /** Of the few threads that drain, rather than of each of many pipes. */
    private static final ThreadLocal<Memory> BUFFER =
            ThreadLocal.withInitial(() -> new Memory(CHUNK));

    private final Descriptor pipe;
    private final LogInput log;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Poller.Watch watch;

    private Drain(Descriptor pipe, Poller poller, LogInput log) {
        this.pipe = pipe;
        this.log = log;
        synchronized (this) {
            this.watch = poller.watch(pipe.number(), ignored -> read());
        }
    }

    /**
     * Begins to drain.
     *
     * @param pipe belongs to the drain from now on
     */
    public static Drain begin(Descriptor pipe, Poller poller, LogInput log) {
        try {
            return new Drain(pipe, poller, log);
        } catch (RuntimeException | Error e) {
            pipe.close();
            throw e;
        }
    }

    /** Complete when all is in the log. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    private synchronized void read() {
        if (!ended.isDone()) {
            readOnce();
        }
    }

    /** How much came; nothing if there is none now, or no more at all. */
    private int readOnce() {
        try {
            Memory buffer = BUFFER.get();
            int length = LibC.read(pipe.number(), buffer, LibC.size(CHUNK)).intValue();
            if (length > 0) {
                log.accept(buffer.getByteArray(0, length), length);
            } else if (length == 0) {
                end();
            } else if (LibC.errno() != LibC.EINTR && LibC.errno() != LibC.EAGAIN) {
                throw new WorkerException("Tried to read from a pipe: " + LibC.lastError());
            }
            return Math.max(0, length);
        } catch (RuntimeException | Error e) {
            release();
            ended.completeExceptionally(e);
            return 0;
        }
    }

    /**
     * Takes what is in the pipe by now, and ends it, also if there is more to come: for those who
     * would wait for ever. The thread that drains may be behind, for it serves others too.
     */
    @Override
    public synchronized void close() {
        if (!ended.isDone()) {
            LibC.fcntl(pipe.number(), LibC.F_SETFL, LibC.O_NONBLOCK);
            int left = MOST_LEFT;
            int length = readOnce();
            while (length > 0 && left > 0) {
                left -= length;
                length = readOnce();
            }
            end();
        }
    }

    private void end() {
        if (!ended.isDone()) {
            release();
            log.close();
            ended.complete(null);
        }
    }

    private void release() {
        watch.close();
        pipe.close();
    }
}
