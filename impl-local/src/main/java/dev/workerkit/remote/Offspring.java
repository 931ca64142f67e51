package dev.workerkit.remote;

import dev.workerkit.os.ProcFs;
import dev.workerkit.os.ProcessEntry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The worker's processes: a child of this one, and all that came of it. */
final class Offspring {

    private static final int OUTPUT_AT_ONCE = 16 * 1024;
    private static final String SHELL = "/bin/sh";

    /** The first process of a container: the relay itself, or an init that began it. */
    private static final long FIRST = 1;

    /** The variable that says that all others are the worker's, whoever the first process is. */
    private static final String ALONE = "WORKERKIT_ALONE";

    private static final long KILL_NANOS = 2_000_000_000;
    private static final long KILL_AGAIN_NANOS = 2_000_000;

    private final ProcessHandle self = ProcessHandle.current();
    private final Process child;
    private final Thread out;
    private final Thread err;

    private Offspring(Process child, FrameWriter remote) {
        this.child = child;
        this.out = carry(child.getInputStream(), FrameType.OUT, remote);
        this.err = carry(child.getErrorStream(), FrameType.ERR, remote);
    }

    /**
     * Starts the worker, and carries away its output.
     *
     * @throws IOException if the command can't be executed
     */
    static Offspring start(List<String> words, FrameWriter remote) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeAll(List.of(Secret.VARIABLE, ALONE));
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        return new Offspring(builder.start(), remote);
    }

    private static Thread carry(InputStream from, FrameType type, FrameWriter to) {
        Thread thread =
                RemoteDoor.daemon(
                        "workerkit-remote-" + type,
                        () -> {
                            byte[] buffer = new byte[OUTPUT_AT_ONCE];
                            try {
                                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                                    to.send(type, buffer, n);
                                }
                            } catch (IOException e) {
                                // Of the worker, or of the master, who can't be told any more.
                            }
                        });
        thread.start();
        return thread;
    }

    /** Whether the main process has ended by now or within this time. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return child.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Of the main process, once it has ended. */
    int exitCode() {
        return child.exitValue();
    }

    /** Whether all output is on its way by now or within this time. */
    boolean awaitOutput(long millis) throws InterruptedException {
        out.join(millis);
        err.join(millis);
        return !out.isAlive() && !err.isAlive();
    }

    void send(Signal signal) {
        switch (signal) {
            case TERMINATE -> all().forEach(ProcessHandle::destroy);
            case KILL -> kill();
            case QUIT -> signal("QUIT", Stream.of(child.toHandle()));
            case FREEZE -> signal("STOP", all());
            case THAW -> signal("CONT", all());
        }
    }

    /**
     * Again until none is left, for one may fork while it is looked for; but not for ever, for some
     * can't be killed by this user, nor by anyone while the kernel is busy with them.
     */
    void kill() {
        long start = System.nanoTime();
        List<ProcessHandle> left = all().toList();
        while (!left.isEmpty() && System.nanoTime() - start < KILL_NANOS) {
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(KILL_AGAIN_NANOS);
            left = all().toList();
        }
    }

    /** Those that can still run; nobody reaps the orphans of a container. */
    private Stream<ProcessHandle> all() {
        ProcFs processes = new ProcFs();
        Stream<ProcessHandle> others =
                isAlone()
                        ? ProcessHandle.allProcesses().filter(this::isWorkers)
                        : self.descendants();
        return others.filter(
                each -> processes.stat((int) each.pid()).filter(ProcessEntry::alive).isPresent());
    }

    private boolean isAlone() {
        return self.pid() == FIRST || System.getenv(ALONE) != null;
    }

    private boolean isWorkers(ProcessHandle process) {
        return process.pid() != FIRST && !process.equals(self);
    }

    private void signal(String name, Stream<ProcessHandle> to) {
        List<String> words =
                new ArrayList<>(List.of(SHELL, "-c", "kill -" + name + " \"$@\"", SHELL));
        to.forEach(each -> words.add(Long.toString(each.pid())));
        try {
            new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            System.err.println("No SIG" + name + " was sent: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
