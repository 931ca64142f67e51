package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.workerkit.WorkerException;
import org.jspecify.annotations.Nullable;

/**
 * The calls to the C library that Java has no words for. They are mapped directly, and from the
 * libraries that the JVM has loaded anyway, which costs the least when a master starts.
 *
 * <p>The error of the last call is {@link #errno()}, by thread.
 */
public final class LibC {

    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENOEXEC = 8;
    static final int EACCES = 13;
    static final int EAGAIN = 11;

    static final int EADDRINUSE = 98;

    static final int O_WRONLY = 1;
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_APPEND = 02000;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;

    /** What differs from processor to processor. */
    static final int O_NOFOLLOW =
            System.getProperty("os.arch", "").matches("aarch64|arm.*|ppc64.*") ? 0100000 : 0400000;

    static final int LOCK_EXCLUSIVE_NOW = 2 | 4;

    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_CLOEXEC = 02000000;
    static final int SOCK_STREAM_CLOEXEC = 1 | SOCK_CLOEXEC;
    static final int SOL_SOCKET = 1;
    static final int SO_REUSEADDR = 2;
    static final int SO_PEERCRED = 17;
    static final int MSG_NOSIGNAL = 0x4000;

    static final long TMPFS_MAGIC = 0x01021994;

    static final int F_SETFD = 2;
    static final int F_SETFL = 4;
    static final int F_OFD_SETLK = 37;
    static final int F_DUPFD_CLOEXEC = 1030;
    static final int FD_CLOEXEC = 1;

    static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    static final short POSIX_SPAWN_SETSID = 0x80;

    static final int P_PID = 1;
    static final int WNOHANG = 1;
    static final int WEXITED = 4;
    static final int WNOWAIT = 0x01000000;
    static final int CLD_EXITED = 1;

    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CTL_DEL = 2;

    private static final int SIGCHLD = 17;

    /** The same for all processors that Java runs on. */
    private static final NativeLong SYS_PIDFD_OPEN = new NativeLong(434);

    private static final @Nullable LinkageError MISSING = register();

    /** Whether the C library closes descriptors in a spawned child by itself (glibc 2.34). */
    static final boolean CLOSES_FROM = MISSING == null && CloseFrom.available();

    private LibC() {}

    private static @Nullable LinkageError register() {
        try {
            Native.register(LibC.class, NativeLibrary.getProcess());
            keepExitStatus();
            return null;
        } catch (LinkageError e) {
            return e;
        }
    }

    /**
     * To be called before all else here.
     *
     * @throws WorkerException if this machine lacks what processes need
     */
    public static void require() {
        if (MISSING != null) {
            throw new WorkerException(
                    "Tried to load JNA and to find the calls of the C library that processes need: "
                            + MISSING.getMessage()
                            + "; this takes Linux with glibc 2.29 or later (or musl 1.1.24), and a"
                            + " directory from which JNA may load its own library: name one with"
                            + " -Djna.tmpdir if the default is mounted with noexec",
                    MISSING);
        }
    }

    /** What only some C libraries have: a class of its own, because one miss fails the whole class. */
    static final class CloseFrom {

        private CloseFrom() {}

        static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

        private static boolean available() {
            try {
                Native.register(CloseFrom.class, NativeLibrary.getProcess());
                return true;
            } catch (UnsatisfiedLinkError e) {
                return false;
            }
        }
    }

    static native int posix_spawn(
            Memory pid,
            String path,
            Pointer actions,
            Pointer attributes,
            Pointer argv,
            Pointer env);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    static native int posix_spawn_file_actions_addopen(
            Pointer actions, int descriptor, String path, int flags, int mode);

    static native int posix_spawn_file_actions_addchdir_np(Pointer actions, Pointer path);

    static native int posix_spawnattr_init(Pointer attributes);

    static native int posix_spawnattr_destroy(Pointer attributes);

    static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

    static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

    static native int sigemptyset(Pointer signals);

    static native int sigfillset(Pointer signals);

    static native int sigaction(int signal, @Nullable Pointer action, @Nullable Pointer old);

    static native int pipe2(Pointer descriptors, int flags);

    static native int fcntl(int descriptor, int command, int argument);

    static native int fcntl(int descriptor, int command, Pointer argument);

    static native int open(String path, int flags, int mode);

    static native int flock(int descriptor, int operation);

    static native int socket(int family, int type, int protocol);

    static native int setsockopt(int socket, int level, int option, Pointer value, int length);

    static native int bind(int socket, Pointer address, int length);

    static native int listen(int socket, int backlog);

    static native int accept4(
            int socket, @Nullable Pointer address, @Nullable Pointer length, int flags);

    static native int getsockopt(int socket, int level, int option, Pointer value, Pointer length);

    static native NativeLong sendmsg(int socket, Pointer message, int flags);

    static native int close(int descriptor);

    static native NativeLong write(int descriptor, byte[] bytes, NativeLong count);

    static native NativeLong read(int descriptor, Pointer bytes, NativeLong count);

    static native NativeLong read(int descriptor, byte[] bytes, NativeLong count);

    static native int eventfd(int initial, int flags);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epoll, int operation, int descriptor, Pointer event);

    static native int epoll_wait(int epoll, Pointer events, int most, int milliseconds);

    static native int poll(Pointer descriptors, NativeLong count, int milliseconds);

    static native int kill(int pid, int signal);

    private static native NativeLong syscall(
            NativeLong number, NativeLong first, NativeLong second);

    static native int waitid(int type, int id, Pointer info, int options);

    static native int waitpid(int pid, @Nullable Pointer status, int options);

    static native int getpagesize();

    public static native int geteuid();

    static native int statfs(String path, Pointer result);

    static native String strerror(int errno);

    /** A {@code size_t}. */
    static NativeLong size(int bytes) {
        return new NativeLong(bytes);
    }

    /**
     * A descriptor that can be read once the child has ended, closed on exec. Kernels before 5.3 have
     * none, and C libraries had no word for it for long.
     *
     * @return negative if there is none to be had
     */
    static int pidfd(int pid) {
        return syscall(SYS_PIDFD_OPEN, new NativeLong(pid), new NativeLong(0)).intValue();
    }

    /** The error of this thread's last call. */
    static int errno() {
        return Native.getLastError();
    }

    /** The error of this thread's last call in words, for messages. */
    static String lastError() {
        return strerror(errno());
    }

    /**
     * A parent that ignores SIGCHLD hands that on to the JVM, and the kernel then throws exit
     * statuses away.
     */
    private static void keepExitStatus() {
        // struct sigaction is 152 bytes with glibc; its first field is the handler, 1 for ignored.
        try (Memory action = new Memory(256)) {
            action.clear();
            if (sigaction(SIGCHLD, null, action) == 0
                    && Pointer.nativeValue(action.getPointer(0)) == 1) {
                action.clear();
                sigaction(SIGCHLD, action, null);
            }
        }
    }
}
