package dev.workerkit.remote;

import dev.workerkit.MessageTooLargeException;
import dev.workerkit.channel.Relayed;
import dev.workerkit.channel.RelayedEnd;
import dev.workerkit.channel.Taken;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the application here sends on its channel to the other machine, and what it has
 * taken, by a thread of its own; and takes what comes from there.
 */
final class ChannelCarrier implements Closeable {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final FrameWriter remote;
    private final Runnable whenBroken;
    private final CompletableFuture<RelayedEnd> opened = new CompletableFuture<>();
    private final Thread thread;

    /** So that what is told first was also found first. */
    private final ReentrantLock telling = new ReentrantLock();

    private volatile boolean finishing;

    /**
     * Begins.
     *
     * @param opening opens the end of the channel, on the thread
     * @param whenBroken run if the channel can't be used, after which it must be closed
     */
    ChannelCarrier(FrameWriter remote, Supplier<RelayedEnd> opening, Runnable whenBroken) {
        this.remote = remote;
        this.whenBroken = whenBroken;
        this.thread = RemoteDoor.daemon("workerkit-remote-channel", () -> run(opening));
        thread.start();
    }

    private void run(Supplier<RelayedEnd> opening) {
        try {
            RelayedEnd end = opening.get();
            opened.complete(end);
            carry(end);
        } catch (IOException | InterruptedException e) {
            // The connection is over, which its reader learns too.
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
            System.getLogger(ChannelCarrier.class.getName())
                    .log(System.Logger.Level.WARNING, "A channel can't be carried on", e);
            whenBroken.run();
        }
    }

    private void carry(RelayedEnd end) throws IOException, InterruptedException {
        boolean closed = false;
        while (true) {
            long seen = end.rings();
            boolean last = finishing;
            for (Relayed next = end.next(); next != null; next = end.next()) {
                // What was taken before this was sent is told before.
                tellTaken(end);
                put(next);
            }
            tellTaken(end);
            if (!closed && end.isClosed()) {
                closed = true;
                remote.send(FrameType.CLOSED);
            }
            remote.flush();
            if (last) {
                return;
            }
            end.await(seen, LONG, closed);
        }
    }

    private void put(Relayed message) throws IOException {
        int length = message.bytes().remaining();
        remote.put(
                FrameType.MESSAGE,
                Integer.BYTES + Long.BYTES + length,
                out -> {
                    out.writeInt(message.type());
                    out.writeLong(message.correlation());
                    out.write(message.bytes().array(), 0, length);
                });
    }

    /** Tells the other machine what the application here has taken by now. */
    void tellTaken() throws IOException {
        if (opened.isDone() && !opened.isCompletedExceptionally()) {
            tellTaken(opened.join());
        }
    }

    private void tellTaken(RelayedEnd end) throws IOException {
        telling.lock();
        try {
            for (Taken next = end.news(); next != null; next = end.news()) {
                Taken news = next;
                remote.put(
                        FrameType.TAKEN,
                        (2 + news.acknowledged().size()) * Long.BYTES,
                        out -> {
                            out.writeLong(news.delivered());
                            out.writeLong(news.settled());
                            for (long number : news.acknowledged()) {
                                out.writeLong(number);
                            }
                        });
            }
        } finally {
            telling.unlock();
        }
    }

    /** Takes a frame that is about the channel. */
    void handle(FrameReader.Frame frame) throws IOException {
        RelayedEnd end = end();
        try {
            switch (frame.type()) {
                case MESSAGE -> {
                    ByteBuffer body = frame.body(Integer.BYTES + Long.BYTES);
                    end.put(new Relayed(body.getInt(), body.getLong(), body));
                }
                case TAKEN -> end.taken(taken(frame.body(2 * Long.BYTES)));
                case CLOSED -> end.closeIncoming();
                default -> throw new ProtocolException("the frame " + frame.type() + " is unknown");
            }
        } catch (IllegalArgumentException | MessageTooLargeException e) {
            throw new ProtocolException("its channel went wrong: " + e.getMessage());
        }
    }

    private RelayedEnd end() throws IOException {
        try {
            return opened.join();
        } catch (CompletionException e) {
            throw new IOException("the channel can't be opened: " + e.getCause().getMessage(), e);
        }
    }

    private static Taken taken(ByteBuffer body) {
        long delivered = body.getLong();
        long settled = body.getLong();
        List<Long> acknowledged = new ArrayList<>();
        while (body.remaining() >= Long.BYTES) {
            acknowledged.add(body.getLong());
        }
        return new Taken(delivered, settled, acknowledged);
    }

    /** Carries what is there once more, and no more. Nothing is sent or taken here any longer. */
    void finish() {
        finishing = true;
        wakeUp();
        Joining.join(thread);
    }

    private void wakeUp() {
        @Nullable RelayedEnd end = opened.handle((there, error) -> there).getNow(null);
        if (end != null) {
            end.wakeUp();
        }
    }

    /** To be called when nothing is handled any more and the connection is closed, or was finished. */
    @Override
    public void close() {
        finish();
        @Nullable RelayedEnd end = opened.handle((there, error) -> there).getNow(null);
        if (end != null) {
            end.close();
        }
    }
}
