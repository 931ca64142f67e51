package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import dev.workerkit.WorkerExit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A child process. {@link Process} would not do: it tells exit code 143 and SIGTERM apart no more
 * than a shell does, and gives its child no session.
 *
 * <p>A child that has ended is not reaped before {@link #reap()}. Until then it remains as a zombie,
 * and the kernel gives its pid, which is also the number of its session and process group, to nobody
 * else: what it left behind can be found and killed without harm to a stranger.
 *
 * <p>All methods may be called by any thread.
 */
public final class NativeProcess {

    /** Enough to wait and to tell of the end, for where each child takes a thread. */
    private static final long WAITER_STACK = 512 * 1024;

    private final int pid;
    private final Descriptor stdout;
    private final Descriptor stderr;
    private final CompletableFuture<WorkerExit> exit = new CompletableFuture<>();
    private boolean reaped;

    private NativeProcess(int pid, Descriptor stdout, Descriptor stderr) {
        this.pid = pid;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * Starts a child with an empty standard input, and standard output and error on a pipe each.
     *
     * @throws SpawnException if the program could not be executed
     */
    public static NativeProcess spawn(SpawnRequest request) {
        return spawn(request, Descriptor.none());
    }

    /** Starts a child that reads from a descriptor, which stays the caller's. */
    public static NativeProcess spawn(SpawnRequest request, Descriptor stdin) {
        Pipe out = Pipe.open();
        try {
            Pipe err = Pipe.open();
            try {
                return spawn(request, stdin, out, err);
            } catch (RuntimeException | OutOfMemoryError e) {
                err.readEnd().close();
                throw e;
            } finally {
                err.writeEnd().close();
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            out.readEnd().close();
            throw e;
        } finally {
            out.writeEnd().close();
        }
    }

    private static NativeProcess spawn(SpawnRequest request, Descriptor stdin, Pipe out, Pipe err) {
        int pid = PosixSpawn.spawn(request, stdin, out.writeEnd(), err.writeEnd());
        return watched(pid, out.readEnd(), err.readEnd());
    }

    /** Starts a child that has nothing to read, and whose output goes nowhere. */
    public static NativeProcess spawnSilent(SpawnRequest request) {
        Descriptor nowhere = Descriptor.none();
        return spawnWith(request, nowhere, nowhere, nowhere);
    }

    /**
     * Starts a child with these descriptors, which stay the caller's.
     *
     * @param descriptors what it gets as its descriptors 0, 1, 2 and on, at most {@link
     *     Descriptor#RESERVED} of them; nothing is read from {@link Descriptor#none()}, and what is
     *     written to it is gone
     */
    public static NativeProcess spawnWith(SpawnRequest request, Descriptor... descriptors) {
        int pid = PosixSpawn.spawn(request, descriptors);
        return watched(pid, Descriptor.none(), Descriptor.none());
    }

    private static NativeProcess watched(int pid, Descriptor stdout, Descriptor stderr) {
        NativeProcess process = new NativeProcess(pid, stdout, stderr);
        ProcessTree.awaited(pid);
        try {
            process.watch();
        } catch (RuntimeException | OutOfMemoryError e) {
            // Nobody would know of the child.
            LibC.kill(pid, Signal.SIGKILL.number());
            ProcessTree.aboutToReap(pid);
            LibC.waitpid(pid, null, 0);
            throw e;
        }
        return process;
    }

    public int pid() {
        return pid;
    }

    /** What the child writes to its standard output; the caller closes it. */
    public Descriptor stdout() {
        return stdout;
    }

    /** What the child writes to its standard error; the caller closes it. */
    public Descriptor stderr() {
        return stderr;
    }

    /**
     * How the child ended, completed at once by the thread that watches all children: what is chained
     * to it must not block. The child is then a zombie: reap it.
     */
    public CompletableFuture<WorkerExit> exit() {
        return exit;
    }

    /**
     * Sends a signal to the child alone.
     *
     * @return false if the child was reaped, so that there is nobody to send it to
     */
    public synchronized boolean signal(Signal signal) {
        return !reaped && LibC.kill(pid, signal.number()) == 0;
    }

    /** Sends a signal to the child and to those of its descendants that are still in its group. */
    public synchronized void signalGroup(Signal signal) {
        if (!reaped) {
            LibC.kill(-pid, signal.number());
        }
    }

    /**
     * Lets go of the pid of a child that has ended. Later calls do nothing.
     *
     * @throws IllegalStateException if the child has not ended
     */
    public synchronized void reap() {
        if (!exit.isDone()) {
            throw new IllegalStateException("Process " + pid + " has not ended");
        }
        if (!reaped) {
            reaped = true;
            ProcessTree.aboutToReap(pid);
            LibC.waitpid(pid, null, LibC.WNOHANG);
        }
    }

    private void watch() {
        int number = LibC.pidfd(pid);
        if (number < 0) {
            // An old kernel, or one that forbids it.
            startWaiter();
            return;
        }
        Descriptor pidfd = new Descriptor(number);
        try {
            Poller.ofExits().watch(number, watch -> tellExit(watch, pidfd));
        } catch (RuntimeException | OutOfMemoryError e) {
            pidfd.close();
            throw e;
        }
    }

    private void tellExit(Poller.Watch watch, Descriptor pidfd) {
        Optional<WorkerExit> ended = exitIfEnded(LibC.WNOHANG);
        if (ended.isPresent()) {
            watch.close();
            pidfd.close();
            exit.complete(ended.get());
        }
    }

    private void startWaiter() {
        Runnable work = () -> exit.complete(exitIfEnded(0).orElseThrow());
        Thread waiter = new Thread(null, work, "workerkit-wait-" + pid, WAITER_STACK);
        waiter.setDaemon(true);
        waiter.start();
    }

    /** How the child ended; nothing if it has not, and is not waited for. */
    private Optional<WorkerExit> exitIfEnded(int options) {
        try (Memory info = new Memory(128)) {
            info.clear();
            int all = LibC.WEXITED | LibC.WNOWAIT | options;
            while (LibC.waitid(LibC.P_PID, pid, info, all) != 0) {
                if (LibC.errno() != LibC.EINTR) {
                    synchronized (this) {
                        reaped = true;
                        ProcessTree.aboutToReap(pid);
                    }
                    return Optional.of(
                            new WorkerExit.Lost(
                                    "waiting for process " + pid + " failed: " + LibC.lastError()));
                }
            }
            return info.getInt(0) == 0 ? Optional.empty() : Optional.of(exitIn(info));
        }
    }

    /** From a siginfo_t: signo, errno, code; then, aligned for a pointer: pid, uid, status. */
    private static WorkerExit exitIn(Memory info) {
        int code = info.getInt(8);
        int status = info.getInt(Native.POINTER_SIZE == 8 ? 24 : 20);
        return code == LibC.CLD_EXITED
                ? new WorkerExit.Code(status)
                : new WorkerExit.Signal(status);
    }
}
