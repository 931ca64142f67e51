package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.workerkit.WorkerException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Takes descriptors over from a process that is no parent: the other side of {@link HandOver}. Its
 * native calls are its own, and few, for each costs time when a worker starts.
 */
public final class Inheritance implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 02000000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;

    /** The family, and a path with the NUL at its end. */
    private static final int ADDRESS_BYTES = 2 + 108;

    private static final int STREAMS = 3;

    static {
        Native.register(Inheritance.class, NativeLibrary.getProcess());
    }

    private final int connection;
    private final long pid;

    private Inheritance(int connection, long pid) {
        this.connection = connection;
        this.pid = pid;
    }

    private static native int socket(int family, int type, int protocol);

    private static native int connect(int socket, Pointer address, int length);

    private static native NativeLong recvmsg(int socket, Pointer message, int flags);

    private static native int dup2(int from, int to);

    private static native int close(int descriptor);

    private static native NativeLong write(int descriptor, byte[] bytes, NativeLong count);

    private static native String strerror(int errno);

    /**
     * Takes what there is to be had at a socket: the first descriptor becomes the standard input,
     * the second the standard output and error output, and the others stay open until the process
     * ends.
     *
     * @throws WorkerException if the giver is gone
     */
    public static Inheritance takeAt(Path path) {
        int connection = socket(AF_UNIX, SOCK_STREAM_CLOEXEC, 0);
        try {
            connect(connection, path);
            return new Inheritance(connection, take(connection));
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static void connect(int connection, Path path) {
        try (Memory address = new Memory(ADDRESS_BYTES)) {
            byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
            address.clear();
            address.setShort(0, (short) AF_UNIX);
            address.write(2, name, 0, name.length);
            if (connection < 0 || connect(connection, address, ADDRESS_BYTES) != 0) {
                throw failure("connect to it at " + path, strerror(Native.getLastError()));
            }
        }
    }

    private static long take(int connection) {
        try (Rights message = new Rights()) {
            long count = recvmsg(connection, message.header(), MSG_CMSG_CLOEXEC).longValue();
            int[] taken = message.descriptors();
            if (count != Rights.DATA_BYTES || taken.length < 2) {
                throw failure("take over its descriptors", "it has broken off");
            }
            place(taken);
            return message.number();
        }
    }

    private static void place(int... taken) {
        System.out.flush();
        System.err.flush();
        dup2(taken[0], 0);
        for (int stream = 1; stream < STREAMS; stream++) {
            dup2(taken[1], stream);
        }
        close(taken[0]);
        close(taken[1]);
    }

    /** The id of this process as the giver sees it. */
    public long pid() {
        return pid;
    }

    /** Tells the giver that nothing more is needed of it. */
    public void acknowledge() {
        write(connection, new byte[1], new NativeLong(1));
    }

    @Override
    public void close() {
        close(connection);
    }

    private static WorkerException failure(String tried, String found) {
        return new WorkerException(
                "The master that starts this worker is gone: tried to " + tried + ": " + found);
    }
}
