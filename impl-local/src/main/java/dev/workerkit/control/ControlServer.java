package dev.workerkit.control;

import dev.workerkit.WorkerException;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The control connections of all workers of a runtime, served by one thread. Thread-safe.
 *
 * <p>No worker can hold up the others: nothing waits for one that does not read or write.
 */
public final class ControlServer implements Closeable {

    private static final int READ_AT_ONCE = 64 * 1024;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Object ending = new Object();
    private volatile boolean closed;

    /** Only the selector thread uses it. */
    private final Set<ControlLink> links = new HashSet<>();

    /**
     * Starts the thread, a daemon.
     *
     * @throws WorkerException if the system gives no selector
     */
    public ControlServer() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new WorkerException(
                    "Can't watch control connections: "
                            + e.getMessage()
                            + "; see how many files this process may have open",
                    e);
        }
        thread = new Thread(this::serve, "workerkit-control");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Makes a socket for one incarnation of a worker; only this user can connect to it. The first
     * connection wins: the socket is then closed and its file deleted.
     *
     * @param socket its file, in a folder that is this user's alone; a file left there is replaced
     * @throws WorkerException if it can't be made
     */
    public ControlLink listen(Path socket, ControlListener listener) {
        ControlLink link = new ControlLink(this, socket, bind(socket), listener);
        synchronized (ending) {
            if (!closed) {
                execute(() -> start(link));
                return link;
            }
        }
        link.release("the master ended");
        throw new WorkerException("Can't listen at " + socket + ": the runtime is closed");
    }

    private void start(ControlLink link) {
        links.add(link);
        link.startListening(selector);
    }

    private static ServerSocketChannel bind(Path socket) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            Files.deleteIfExists(socket);
            channel.bind(UnixDomainSocketAddress.of(socket), 1);
            Files.setPosixFilePermissions(
                    socket,
                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            close(channel);
            throw new WorkerException(
                    "Can't listen for a worker at "
                            + socket
                            + ": "
                            + e.getMessage()
                            + "; the folder must exist, and the path be of at most some 100 bytes",
                    e);
        }
    }

    private static void close(@Nullable ServerSocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The kernel releases it all the same.
        }
    }

    /** Closes all links. Their files are deleted when this returns. */
    @Override
    public void close() {
        acceptNoMore();
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptNoMore() {
        synchronized (ending) {
            closed = true;
        }
    }

    void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** Tells of a fault that must not end the thread. */
    void report(RuntimeException fault) {
        thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
    }

    void forget(ControlLink link) {
        links.remove(link);
    }

    private void serve() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_AT_ONCE);
        try {
            while (!closed) {
                if (tasks.isEmpty()) {
                    selector.select(key -> ready(key, buffer));
                } else {
                    selector.selectNow(key -> ready(key, buffer));
                }
                runTasks();
            }
        } catch (IOException e) {
            throw new WorkerException("Control connections can't be watched any more", e);
        } finally {
            acceptNoMore();
            runTasks();
            closeLinks();
            closeSelector();
        }
    }

    private static void ready(SelectionKey key, ByteBuffer buffer) {
        if (key.isValid() && key.attachment() instanceof ControlLink link) {
            link.ready(key, buffer);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                // What fails for one worker must not take the control of all others with it.
                report(e);
            }
        }
    }

    private void closeLinks() {
        List<ControlLink> open = new ArrayList<>(links);
        for (ControlLink link : open) {
            link.release("the master ended");
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            // The kernel releases it all the same.
        }
    }
}
