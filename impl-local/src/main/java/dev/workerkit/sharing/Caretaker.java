package dev.workerkit.sharing;

import dev.workerkit.WorkerException;
import dev.workerkit.os.Descriptor;
import dev.workerkit.os.LockFile;
import dev.workerkit.os.Marker;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.Pipe;
import dev.workerkit.os.SpawnRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Clears an address away when its worker has ended, however it did, for a worker that can't do so
 * itself: it sees neither the folder of its socket nor has rights there. A shell that belongs to
 * nobody, as the worker does, and waits for the end of a pipe whose other end the worker holds; it
 * also holds the lock meanwhile, so nobody else has the address before it is clear.
 */
public final class Caretaker implements AutoCloseable {

    private static final long SHELL_SECONDS = 60;
    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * The words: the socket, and the number of its file, for somebody may have put another in its
     * place. A line in the pipe dismisses it. Signals are meant for the worker.
     */
    private static final String SCRIPT =
            """
            trap '' HUP INT TERM
            {
                read -r word <&4
                [ -z "$word" ] || exit 0
                [ "$(stat -c %i -- "$1" 2>/dev/null)" != "$2" ] || rm -f -- "$1"
                [ ! "$1.lock" -ef /proc/self/fd/3 ] || rm -f -- "$1.lock"
            } &
            """;

    private static final byte[] DISMISSAL = "dismissed\n".getBytes(StandardCharsets.UTF_8);

    private final Descriptor lifeline;

    private Caretaker(Descriptor lifeline) {
        this.lifeline = lifeline;
    }

    /**
     * Has an address cared for.
     *
     * @return nothing for a port, of which nothing is left when nobody listens there
     * @throws WorkerException if no shell can be started
     */
    public static Optional<Caretaker> of(SharedPlace place) {
        return place.path().map(path -> of(path, place.lock().orElseThrow()));
    }

    private static Caretaker of(Path socket, LockFile lock) {
        SpawnRequest request = request(socket);
        Descriptor nowhere = Descriptor.none();
        Pipe pipe = Pipe.open();
        try (Descriptor end = pipe.readEnd()) {
            NativeProcess shell =
                    NativeProcess.spawnWith(
                            request, nowhere, nowhere, nowhere, lock.descriptor(), end);
            // It goes at once; then there is a child of nobody's.
            shell.exit().thenRun(shell::reap).orTimeout(SHELL_SECONDS, TimeUnit.SECONDS).join();
            return new Caretaker(pipe.writeEnd());
        } catch (RuntimeException | OutOfMemoryError e) {
            pipe.writeEnd().close();
            throw e;
        }
    }

    private static SpawnRequest request(Path socket) {
        // The name is for people who look at the list of processes.
        List<String> words =
                List.of(
                        "sh",
                        "-c",
                        SCRIPT,
                        "workerkit-caretaker",
                        socket.toString(),
                        numberOf(socket));
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        Map<String, String> environment =
                Map.of("PATH", path, Marker.DETACHED.name(), Marker.DETACHED.value());
        return new SpawnRequest(SHELL, words, environment, Optional.of(Path.of("/")));
    }

    private static String numberOf(Path socket) {
        try {
            return Files.getAttribute(socket, "unix:ino", LinkOption.NOFOLLOW_LINKS).toString();
        } catch (IOException e) {
            throw new WorkerException("Tried to look at " + socket + ": " + e, e);
        }
    }

    /** What the worker is to hold as long as it lives; stays this object's. */
    public Descriptor lifeline() {
        return lifeline;
    }

    /** There is no worker, and others see to the address. */
    public void dismiss() {
        lifeline.write(DISMISSAL);
    }

    /** Leaves it to the worker's end. */
    @Override
    public void close() {
        lifeline.close();
    }
}
