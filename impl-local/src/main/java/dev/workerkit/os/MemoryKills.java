package dev.workerkit.os;

import com.sun.jna.Memory;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells of the processes of a control group that are killed for want of memory, in the kernel's own
 * words (control groups of version 1). Thread-safe.
 *
 * <p>The kernel wakes whoever asked for it when the group has run out of memory, and once more when
 * the group is removed. Its count of kills goes with the group; so who is woken too late to read it
 * knows by having been woken twice.
 */
public final class MemoryKills implements AutoCloseable {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup/memory");
    private static final String CONTROL = "memory.oom_control";
    private static final String COUNT = "oom_kill ";
    private static final int COUNTER_SIZE = 8;
    private static final long FIRST_LOOK_MILLIS = 2;
    private static final long LAST_LOOK_MILLIS = 3000;

    private final Path control;
    private final Descriptor event;
    private final Poller.Watch watch;
    private final CompletableFuture<Boolean> killed = new CompletableFuture<>();

    /** Of the poller's thread alone. */
    private long wakes;

    private MemoryKills(Path group, Descriptor event) {
        this.control = group.resolve(CONTROL);
        this.event = event;
        this.watch = Poller.ofExits().watch(event.number(), unused -> woken());
    }

    /** Why the kernel does not tell us; empty if it does. */
    public static Optional<String> missing() {
        if (!Files.exists(GROUPS.resolve(CONTROL))) {
            return Optional.of(
                    "this machine has no control groups of version 1, which tell kills for want of"
                            + " memory, in "
                            + GROUPS);
        }
        try (Descriptor event = open()) {
            register(GROUPS, event);
            return Optional.empty();
        } catch (IOException | WorkerException e) {
            return Optional.of("this user is not told of kills for want of memory (" + e + ")");
        }
    }

    /**
     * Listens from now on; what happened before is told at once.
     *
     * @param group the folder of the control group
     * @param onKill called once, by a thread that must not be blocked
     * @throws WorkerException if the kernel refuses
     */
    public static MemoryKills watch(Path group, Runnable onKill) {
        Descriptor event = open();
        MemoryKills kills;
        try {
            register(group, event);
            kills = new MemoryKills(group, event);
        } catch (IOException e) {
            event.close();
            throw new WorkerException("Tried to watch the memory of " + group + ": " + e, e);
        } catch (RuntimeException | Error e) {
            event.close();
            throw e;
        }
        kills.killed.thenAccept(
                happened -> {
                    if (happened) {
                        onKill.run();
                    }
                });
        // It may have happened before.
        kills.look();
        return kills;
    }

    private static Descriptor open() {
        int number = LibC.eventfd(0, LibC.O_CLOEXEC | LibC.O_NONBLOCK);
        if (number < 0) {
            throw new WorkerException(
                    "Tried to open an eventfd: "
                            + LibC.lastError()
                            + "; raise the limit of open files (ulimit -n)");
        }
        return new Descriptor(number);
    }

    private static void register(Path group, Descriptor event) throws IOException {
        Path file = group.resolve(CONTROL);
        int number = LibC.open(file.toString(), LibC.O_RDONLY | LibC.O_CLOEXEC, 0);
        if (number < 0) {
            throw new IOException("Tried to open " + file + ": " + LibC.lastError());
        }
        try (Descriptor control = new Descriptor(number)) {
            Files.writeString(
                    group.resolve("cgroup.event_control"),
                    event.number() + " " + control.number(),
                    StandardOpenOption.WRITE);
        }
    }

    private void woken() {
        try (Memory counter = new Memory(COUNTER_SIZE)) {
            if (LibC.read(event.number(), counter, LibC.size(COUNTER_SIZE)).intValue()
                    == COUNTER_SIZE) {
                wakes += counter.getLong(0);
            }
        }
        boolean gone = look();
        if (gone && wakes > 1) {
            killed.complete(true);
        }
        if (!gone) {
            lookAgain(FIRST_LOOK_MILLIS);
        }
    }

    /** The kernel tells that memory has run out a moment before it kills, and counts that. */
    private void lookAgain(long millis) {
        if (!killed.isDone() && millis < LAST_LOOK_MILLIS) {
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                    .execute(
                            () -> {
                                if (!look()) {
                                    lookAgain(2 * millis);
                                }
                            });
        }
    }

    /**
     * Reads the count, and what it says.
     *
     * @return whether the group is gone, and its count with it
     */
    private boolean look() {
        try {
            if (Files.readAllLines(control).stream()
                    .filter(line -> line.startsWith(COUNT))
                    .anyMatch(line -> !line.substring(COUNT.length()).strip().equals("0"))) {
                killed.complete(true);
            }
            return false;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            // It is just being removed: it opens, and can't be read any more.
            return true;
        }
    }

    /**
     * Whether one was killed.
     *
     * @param limit how long to wait for the word of the kernel, which comes at once
     */
    public boolean happened(Duration limit) {
        if (!killed.isDone() && !look() && !killed.isDone()) {
            // The kernel counts before it kills.
            return false;
        }
        try {
            return killed.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return killed.getNow(false);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        watch.close();
        event.close();
    }
}
