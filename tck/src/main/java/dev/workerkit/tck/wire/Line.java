package dev.workerkit.tck.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * The connection of a master with a shared worker, on which a {@link Meddler} stands between the two.
 * What is no frame passes as it is. All methods may be called from any thread.
 */
public final class Line {

    private static final int MAGIC = Integer.BYTES;

    /** The longest hello that a worker takes. */
    private static final int LONGEST_HELLO = 1 << 16;

    /** The longest frame that a worker takes, unless its hello says otherwise. */
    private static final int USUAL_LONGEST = 16 << 20;

    private static final int BUFFER = 1 << 16;

    private final SocketChannel master;
    private final SocketChannel worker;
    private final Meddler meddler;
    private final Runnable stopped;
    private volatile WireProof proof = new WireProof("", "");
    private final AtomicInteger ended = new AtomicInteger();
    private volatile int longest = USUAL_LONGEST;

    Line(SocketChannel master, SocketChannel worker, Meddler meddler, Runnable stopped) {
        this.master = master;
        this.worker = worker;
        this.meddler = meddler;
        this.stopped = stopped;
    }

    /** Sends a frame to the worker. */
    public void tellWorker(WireFrame frame) {
        tell(worker, frame.bytes());
    }

    /** Sends a frame to the master. */
    public void tellMaster(WireFrame frame) {
        tell(master, frame.bytes());
    }

    /** What proves a cookie on this connection, as soon as both have said hello. */
    public WireProof proof() {
        return proof;
    }

    /** The worker hears nothing more, and can still speak. */
    public void endToWorker() {
        end(worker);
    }

    /** Breaks the connection off. */
    public void hangUp() {
        for (SocketChannel each : new SocketChannel[] {master, worker}) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Until the master has ended. */
    void hearMaster() {
        hear(this::listenToMaster);
    }

    private void listenToMaster() throws IOException {
        byte[] preface = read(master, WireEnd.PREFACE.length);
        tell(worker, meddler.preface(preface));
        if (Arrays.equals(preface, 0, MAGIC, WireEnd.PREFACE, 0, MAGIC)) {
            Optional<WireFrame> frame = next(master, worker, () -> LONGEST_HELLO);
            while (frame.isPresent()) {
                if (frame.get().type() == WireFrame.HELLO) {
                    proof = new WireProof(proof.challenge(), field(frame.get(), "nonce"));
                }
                meddler.fromMaster(frame.get(), this);
                frame = next(master, worker, () -> longest);
            }
        } else {
            passOn(master, worker, Long.MAX_VALUE);
        }
        meddler.masterEnded(this);
    }

    /** Until the worker has ended. */
    void hearWorker() {
        hear(this::listenToWorker);
    }

    private void listenToWorker() throws IOException {
        tell(master, read(worker, WireEnd.PREFACE.length));
        Optional<WireFrame> frame = next(worker, master, () -> Integer.MAX_VALUE);
        while (frame.isPresent()) {
            if (frame.get().type() == WireFrame.HELLO) {
                proof = new WireProof(field(frame.get(), "challenge"), proof.nonce());
                longest = frame.get().json().path("maxFrameBytes").asInt(USUAL_LONGEST);
            }
            if (frame.get().type() == WireFrame.STOPPED) {
                stopped.run();
            }
            meddler.fromWorker(frame.get(), this);
            frame = next(worker, master, () -> Integer.MAX_VALUE);
        }
        end(master);
    }

    private void hear(Listening listening) {
        try {
            listening.run();
        } catch (IOException | RuntimeException | AssertionError e) {
            hangUp();
        } finally {
            if (ended.incrementAndGet() == 2) {
                hangUp();
            }
        }
    }

    @FunctionalInterface
    private interface Listening {
        void run() throws IOException;
    }

    private static String field(WireFrame hello, String name) {
        try {
            return hello.json().path(name).asText();
        } catch (AssertionError e) {
            // It is no hello, which is for the other side to say.
            return "";
        }
    }

    /**
     * The next frame. A long one passes on as it comes; what is no frame, or never ends, passes on
     * until there is nothing more.
     */
    private static Optional<WireFrame> next(
            SocketChannel from, SocketChannel to, IntSupplier longest) throws IOException {
        while (true) {
            byte[] head = read(from, Integer.BYTES);
            int length = head.length < Integer.BYTES ? 0 : ByteBuffer.wrap(head).getInt();
            if (length < 1 || length > longest.getAsInt()) {
                tell(to, head);
                passOn(from, to, Long.MAX_VALUE);
                return Optional.empty();
            }
            if (length <= BUFFER) {
                byte[] frame = read(from, length);
                if (frame.length == length) {
                    return Optional.of(
                            new WireFrame(frame[0] & 0xff, Arrays.copyOfRange(frame, 1, length)));
                }
                tell(to, head);
                tell(to, frame);
                return Optional.empty();
            }
            synchronized (to) {
                tell(to, head);
                passOn(from, to, length);
            }
        }
    }

    /** So many bytes, or fewer if there are no more; what never comes takes no room. */
    private static byte[] read(SocketChannel from, int count) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(count, BUFFER));
        while (read.size() < count) {
            buffer.clear().limit(Math.min(buffer.capacity(), count - read.size()));
            if (from.read(buffer) < 0) {
                break;
            }
            read.write(buffer.array(), 0, buffer.position());
        }
        return read.toByteArray();
    }

    private static void passOn(SocketChannel from, SocketChannel to, long count)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long left = count;
        while (left > 0 && from.read(buffer.clear().limit((int) Math.min(BUFFER, left))) >= 0) {
            left -= buffer.position();
            tell(to, Arrays.copyOf(buffer.array(), buffer.position()));
        }
    }

    /** Whole, whoever else speaks to the same side. */
    private static void tell(SocketChannel to, byte[] bytes) {
        synchronized (to) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            try {
                while (rest.hasRemaining()) {
                    to.write(rest);
                }
            } catch (IOException e) {
                // It is gone; what it had said before is still to be heard.
            }
        }
    }

    private static void end(SocketChannel side) {
        try {
            side.shutdownOutput();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
