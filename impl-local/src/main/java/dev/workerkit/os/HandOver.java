package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Gives open descriptors to a process that is no child, over a Unix socket that it connects to; its
 * side is {@link Inheritance}. Methods may be called by any thread; {@link #give} once, by one.
 */
public final class HandOver implements AutoCloseable {

    /** A {@code pollfd}: the descriptor, and twice two bytes of events. */
    private static final int POLL_BYTES = 8;

    private static final int EVENTS = 4;
    private static final int HAPPENED = 6;
    private static final short POLLIN = 1;

    /** {@code ucred}: the process, its user and its group. */
    private static final int PEER_BYTES = 12;

    private final Path path;
    private final Descriptor listening;
    private final Pipe cancelling;
    private boolean closed;

    private HandOver(Path path, Descriptor listening, Pipe cancelling) {
        this.path = path;
        this.listening = listening;
        this.cancelling = cancelling;
    }

    /**
     * Listens at a path where nothing is; only this user can connect.
     *
     * @throws WorkerException if that fails
     */
    public static HandOver at(Path path) {
        Pipe cancelling = Pipe.open();
        try {
            return new HandOver(path, ListeningSocket.unix(path), cancelling);
        } catch (RuntimeException e) {
            cancelling.close();
            throw e;
        }
    }

    /** Nobody will come any more. */
    public synchronized void cancel() {
        if (!closed) {
            cancelling.writeEnd().write(new byte[1]);
        }
    }

    /**
     * Waits for the heir, gives it the descriptors, of which this process's own stay the caller's,
     * and returns when it has acknowledged them.
     *
     * @param limit how long to wait
     * @param isHeir tells the heir from others who can connect, by its process
     * @return the heir's process; nothing if none came, or it broke off, before the limit or the
     *     {@link #cancel}
     */
    public Optional<Integer> give(Duration limit, IntPredicate isHeir, Descriptor... given) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (isReadable(listening, deadline)) {
            int number = LibC.accept4(listening.number(), null, null, LibC.SOCK_CLOEXEC);
            if (number < 0) {
                continue;
            }
            try (Descriptor connection = new Descriptor(Descriptor.outOfTheWay(number))) {
                int peer = peer(connection);
                if (isHeir.test(peer)) {
                    return send(connection, peer, given) && isAcknowledged(connection, deadline)
                            ? Optional.of(peer)
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static int peer(Descriptor connection) {
        try (Memory peer = new Memory(PEER_BYTES);
                Memory length = new Memory(Integer.BYTES)) {
            peer.clear();
            length.setInt(0, PEER_BYTES);
            LibC.getsockopt(connection.number(), LibC.SOL_SOCKET, LibC.SO_PEERCRED, peer, length);
            return peer.getInt(0);
        }
    }

    /** The heir can't know by itself which process it is on this machine, so it is told. */
    private static boolean send(Descriptor connection, int peer, Descriptor... given) {
        int[] numbers = Arrays.stream(given).mapToInt(Descriptor::number).toArray();
        try (Rights message = Rights.of(peer, numbers)) {
            return LibC.sendmsg(connection.number(), message.header(), LibC.MSG_NOSIGNAL)
                            .longValue()
                    == Rights.DATA_BYTES;
        }
    }

    private boolean isAcknowledged(Descriptor connection, long deadline) {
        return isReadable(connection, deadline)
                && LibC.read(connection.number(), new byte[1], LibC.size(1)).longValue() == 1;
    }

    /** Whether something is there to be read, before the deadline and the cancel. */
    private boolean isReadable(Descriptor descriptor, long deadline) {
        try (Memory watched = new Memory(2 * POLL_BYTES)) {
            watched.clear();
            watched.setInt(0, descriptor.number());
            watched.setShort(EVENTS, POLLIN);
            watched.setInt(POLL_BYTES, cancelling.readEnd().number());
            watched.setShort(POLL_BYTES + EVENTS, POLLIN);
            int found;
            do {
                long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
                int millis = (int) Math.min(left, Integer.MAX_VALUE);
                found = LibC.poll(watched, new NativeLong(2), millis);
            } while (found < 0 && LibC.errno() == LibC.EINTR);
            // What was sent before the end counts.
            return found > 0 && watched.getShort(HAPPENED) != 0;
        }
    }

    /** Listens no more, and removes the socket. */
    @Override
    public synchronized void close() {
        closed = true;
        listening.close();
        cancelling.close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new WorkerException("Tried to remove " + path + ": " + e, e);
        }
    }
}
