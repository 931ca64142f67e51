package dev.workerkit.local;

import dev.workerkit.WorkerException;
import dev.workerkit.os.Descriptor;
import dev.workerkit.os.Marker;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.Pipe;
import dev.workerkit.os.PipeInput;
import dev.workerkit.os.RunDirectory;
import dev.workerkit.os.SpawnException;
import dev.workerkit.os.SpawnRequest;
import dev.workerkit.os.Strangers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that nothing outlives the master, however that dies: a small shell process that reads
 * from a pipe. When the kernel closes the master's end and there was no farewell, it kills all
 * processes that carry the runtime's {@link Marker} and deletes the runtime's directories.
 *
 * <p>A guard that dies is replaced. What goes wrong if master and guard are killed together, the
 * next master puts right ({@link RunDirectory}).
 */
final class Guard implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Guard.class.getName());
    private static final String UNGUARDED =
            "If this master is killed, its workers go on until the next one starts";

    private static final String SHELL = "/bin/sh";
    private static final String SCRIPT_VARIABLE = "WORKERKIT_GUARD";
    private static final String STANDARD_PATH = "/usr/bin:/bin:/usr/sbin:/sbin";
    private static final byte[] FAREWELL = "bye\n".getBytes(StandardCharsets.US_ASCII);
    private static final long FAREWELL_SECONDS = 2;
    private static final int MAX_FAILURES = 3;

    private final SpawnRequest request;
    private final CountDownLatch ended = new CountDownLatch(1);
    private NativeProcess launcher;
    private PipeInput told;
    private Descriptor writeEnd;
    private boolean closed;

    private Guard(SpawnRequest request) {
        this.request = request;
        launcher = launch();
    }

    /**
     * Starts a guard.
     *
     * @param runtimeToken what processes to kill carry as {@link Marker#RUNTIME}
     * @param directories to delete; their last names are {@code workerkit-UID} and the token, or the
     *     guard leaves them alone
     * @throws WorkerException if it does not start
     */
    static Guard start(String runtimeToken, List<Path> directories) {
        Guard guard = new Guard(request(runtimeToken, directories));
        Thread keeper = new Thread(guard::keep, "workerkit-guard-" + runtimeToken);
        keeper.setDaemon(true);
        keeper.start();
        return guard;
    }

    static SpawnRequest request(String runtimeToken, List<Path> directories) {
        // The script travels in a variable, so that a list of processes shows it in one short line.
        List<String> words = new ArrayList<>();
        words.addAll(List.of("sh", "-c", "eval \"$" + SCRIPT_VARIABLE + "\"", "workerkit-guard"));
        words.add(runtimeToken);
        directories.forEach(directory -> words.add(directory.toString()));
        String path = System.getenv("PATH");
        Map<String, String> environment =
                Map.of(
                        "PATH",
                        path == null ? STANDARD_PATH : STANDARD_PATH + ":" + path,
                        "LC_ALL",
                        "C",
                        SCRIPT_VARIABLE,
                        script());
        return new SpawnRequest(Path.of(SHELL), words, environment, Optional.of(Path.of("/")));
    }

    /** Sends the guard away; it kills and deletes nothing. Returns when it is gone. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            writeEnd.write(FAREWELL);
            writeEnd.close();
        }
        try {
            if (!ended.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                told().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private NativeProcess launch() {
        Pipe pipe = Pipe.open();
        try {
            NativeProcess started = NativeProcess.spawn(request, pipe.readEnd());
            writeEnd = pipe.writeEnd();
            started.stderr().close();
            told = new PipeInput(started.stdout());
            return started;
        } catch (SpawnException e) {
            pipe.writeEnd().close();
            throw new WorkerException(
                    "The guard, without which workers could outlive their master, did not start: "
                            + e.getMessage(),
                    e);
        } finally {
            pipe.readEnd().close();
        }
    }

    private void keep() {
        try {
            int failures = 0;
            do {
                failures = watch(launcher, told()) ? 0 : failures + 1;
            } while (failures < MAX_FAILURES && replace());
            if (failures == MAX_FAILURES) {
                LOG.log(System.Logger.Level.ERROR, "The guard died at its start. " + UNGUARDED);
            }
        } catch (WorkerException e) {
            LOG.log(System.Logger.Level.ERROR, "The guard can't be replaced. " + UNGUARDED, e);
        } finally {
            ended.countDown();
        }
    }

    /** Returns when the guard is gone: true if it had come so far as to do its work. */
    private static boolean watch(NativeProcess launcher, PipeInput told) {
        boolean worked = false;
        try (BufferedReader stdout =
                new BufferedReader(new InputStreamReader(told, StandardCharsets.US_ASCII))) {
            // The guard, and no other process, holds the other end: its end is the guard's.
            String pid = stdout.readLine();
            launcher.exit().thenRun(launcher::reap);
            worked = pid != null && stdout.readLine() == null;
            if (worked) {
                Strangers.reapIfAdopted(Integer.parseInt(pid));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to watch the guard: " + e.getMessage(), e);
        }
        return worked;
    }

    private synchronized PipeInput told() {
        return told;
    }

    private synchronized boolean replace() {
        if (closed) {
            return false;
        }
        writeEnd.close();
        launcher = launch();
        return true;
    }

    private static String script() {
        try (InputStream resource = Guard.class.getResourceAsStream("guard.sh")) {
            if (resource == null) {
                throw new WorkerException("The jar lacks guard.sh; build it anew");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to read guard.sh: " + e.getMessage(), e);
        }
    }
}
