package dev.workerkit.remote;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes of a control connection between a unix socket here and the other machine, by a
 * thread of its own, which also sends the beats. A process that does not read its control connection
 * holds up nothing else.
 */
final class ControlCarrier implements Closeable {

    /** The same bound as the control server's: who leaves more unread is dropped. */
    static final int MOST_UNREAD = 1 << 20;

    /** What may wait for the thread while it can't send. */
    private static final int MOST_QUEUED = 1 << 23;

    private static final int READ_AT_ONCE = 16 * 1024;

    private final FrameWriter remote;
    private final Runnable before;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private volatile boolean closed;

    /* What follows belongs to the thread. */
    private final ByteBuffer buffer = ByteBuffer.allocate(READ_AT_ONCE);
    private final Deque<ByteBuffer> unwritten = new ArrayDeque<>();
    private long unwrittenBytes;
    private @Nullable ServerSocketChannel listening;
    private @Nullable SocketChannel socket;

    /**
     * Begins.
     *
     * @param before run each time before something is sent over the connection
     */
    ControlCarrier(FrameWriter remote, Runnable before) throws IOException {
        this.remote = remote;
        this.before = before;
        this.selector = Selector.open();
        this.thread = new Thread(this::carry, "workerkit-remote-control");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the worker at a socket for this user alone, as a control server does. */
    void listen(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(path);
            server.bind(UnixDomainSocketAddress.of(path), 1);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            server.configureBlocking(false);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        execute(
                () -> {
                    listening = server;
                    register(server, SelectionKey.OP_ACCEPT);
                });
    }

    /** Connects in the worker's stead. */
    void connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        execute(() -> connected(channel));
    }

    /** What came from the other machine. */
    void deliver(ByteBuffer bytes) throws ProtocolException {
        int length = bytes.remaining();
        if (queuedBytes.addAndGet(length) > MOST_QUEUED) {
            throw new ProtocolException("its control connection is flooded");
        }
        execute(
                () -> {
                    queuedBytes.addAndGet(-length);
                    write(bytes);
                });
    }

    /** Waits until all that was delivered is written, or for as long as this. */
    void drain(long millis) {
        CountDownLatch done = new CountDownLatch(1);
        execute(done::countDown);
        try {
            done.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The other machine's end of the control connection is gone, so this goes too. */
    void hangUp() {
        execute(this::dropSocket);
    }

    /**
     * Waits until all that a process which is gone has said is on its way.
     *
     * @return false if its connection still is there
     */
    boolean awaitHungUp(long millis) throws InterruptedException {
        execute(
                () -> {
                    // One that was never accepted from may still wait to be.
                    if (listening != null) {
                        acceptLast();
                    }
                });
        return hungUp.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Drops the connection here; nothing of it is done any more, unless it has to be sent still. */
    void cut() {
        closed = true;
        selector.wakeup();
    }

    /** The same, and waits; to be called when nothing can be sent any more. */
    @Override
    public void close() {
        cut();
        Joining.join(thread);
    }

    private void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /* From here on: the thread. */

    private void carry() {
        long beat = System.nanoTime();
        try {
            while (!closed) {
                selector.select(Connection.BEAT_MILLIS);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                if (System.nanoTime() - beat >= Connection.BEAT_MILLIS * 1_000_000) {
                    beat = System.nanoTime();
                    remote.beat();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The connection to the other machine is over, which its reader learns too.
        } finally {
            release();
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept();
        } else {
            if (key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        }
    }

    private void accept() throws IOException {
        SocketChannel accepted = listening == null ? null : listening.accept();
        if (accepted != null) {
            stopListening();
            remote.send(FrameType.CONNECTED);
            connected(accepted);
        }
    }

    private void acceptLast() {
        try {
            accept();
            if (listening != null) {
                stopListening();
                hungUp.countDown();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopListening() throws IOException {
        if (listening != null) {
            listening.close();
            listening = null;
        }
    }

    private void connected(SocketChannel channel) {
        socket = channel;
        register(channel, SelectionKey.OP_READ);
        flush();
    }

    private void register(java.nio.channels.SelectableChannel channel, int operations) {
        try {
            channel.configureBlocking(false);
            channel.register(selector, operations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() throws IOException {
        SocketChannel current = socket;
        if (current == null) {
            return;
        }
        int count;
        try {
            buffer.clear();
            count = current.read(buffer);
        } catch (IOException e) {
            // It died; that is an end as well.
            count = -1;
        }
        if (count < 0) {
            before.run();
            remote.send(FrameType.HUNG_UP);
            dropSocket();
        } else if (count > 0) {
            before.run();
            remote.send(FrameType.CONTROL, buffer.array(), count);
        }
    }

    private void write(ByteBuffer bytes) {
        unwritten.add(bytes);
        unwrittenBytes += bytes.remaining();
        flush();
        if (unwrittenBytes > MOST_UNREAD) {
            dropSocket();
            try {
                remote.send(FrameType.HUNG_UP);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void flush() {
        SocketChannel current = socket;
        if (current == null) {
            return;
        }
        try {
            while (!unwritten.isEmpty()) {
                ByteBuffer next = unwritten.getFirst();
                unwrittenBytes -= current.write(next);
                if (next.hasRemaining()) {
                    interest(current, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    return;
                }
                unwritten.removeFirst();
            }
        } catch (IOException e) {
            // What it said last may still lie there to be read; the end comes after that.
            unwritten.clear();
            unwrittenBytes = 0;
        }
        interest(current, SelectionKey.OP_READ);
    }

    private void interest(SocketChannel channel, int operations) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    private void dropSocket() {
        unwritten.clear();
        unwrittenBytes = 0;
        close(socket);
        socket = null;
        hungUp.countDown();
    }

    private void release() {
        close(listening);
        listening = null;
        dropSocket();
        close(selector);
    }

    private static void close(@Nullable Closeable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (IOException e) {
            // The kernel releases it all the same.
        }
    }
}
