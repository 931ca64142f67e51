package dev.workerkit.tck.wire;

import dev.workerkit.WorkerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.function.Supplier;

/**
 * Listens in the place of a shared worker, which listens elsewhere, and passes on what it and its
 * masters tell each other as a {@link Meddler} has it. It listens until it is closed, the worker
 * says that it has stopped, or a master finds nobody there.
 */
public final class Middleman implements AutoCloseable {

    private final WorkerAddress own;
    private final WorkerAddress worker;
    private final Supplier<Meddler> meddlers;
    private final ServerSocketChannel server;

    private Middleman(WorkerAddress own, WorkerAddress worker, Supplier<Meddler> meddlers) {
        this.own = own;
        this.worker = worker;
        this.meddlers = meddlers;
        SocketAddress address = WireEnd.socketAddress(own);
        try {
            server =
                    address instanceof UnixDomainSocketAddress
                            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                            : ServerSocketChannel.open();
            server.bind(address);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't listen at " + own, e);
        }
    }

    /**
     * Begins to listen.
     *
     * @param own where the masters connect to
     * @param worker where the worker listens
     * @param meddlers makes one for each connection
     */
    public static Middleman between(
            WorkerAddress own, WorkerAddress worker, Supplier<Meddler> meddlers) {
        Middleman middleman = new Middleman(own, worker, meddlers);
        inBackground("accepts", middleman::accept);
        return middleman;
    }

    private static void inBackground(String what, Runnable task) {
        Thread thread = new Thread(task, "tck-middleman " + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                begin(server.accept());
            } catch (IOException e) {
                // It was closed meanwhile, or that master is gone already.
            }
        }
    }

    private void begin(SocketChannel master) throws IOException {
        SocketChannel target;
        try {
            target = SocketChannel.open(WireEnd.socketAddress(worker));
        } catch (IOException e) {
            master.close();
            close();
            return;
        }
        Line line = new Line(master, target, meddlers.get(), this::close);
        inBackground("hears the worker", line::hearWorker);
        inBackground("hears a master", line::hearMaster);
    }

    /** Whether it still takes masters. */
    public boolean isOpen() {
        return server.isOpen();
    }

    /** Takes no more masters; connections go on until one of their sides ends them. */
    @Override
    public void close() {
        try {
            if (server.isOpen() && own instanceof WorkerAddress.Unix unix) {
                Files.deleteIfExists(unix.path());
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't leave " + own, e);
        }
    }
}
