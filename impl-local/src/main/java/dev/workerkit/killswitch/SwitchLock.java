package dev.workerkit.killswitch;

import dev.workerkit.KillSwitchException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Holds apart those who start workers and those who change the file, in all processes.
 *
 * <p>Byte 0 of the lock file is a door, byte 1 a room. Who starts goes through the door, reads the
 * file in the room, and leaves when the start is done. Who changes the file shuts the door, so that
 * nobody reads while it writes; and when it has forbidden something, it waits until the room is empty
 * before it opens the door again. Without the door it might wait for ever for a room that others keep
 * entering.
 */
final class SwitchLock implements AutoCloseable {

    private static final int DOOR = 0;
    private static final int ROOM = 1;

    private static final Duration LOOK_EVERY = Duration.ofMillis(1);

    private final Path path;
    private final RecordLocks.OpenFile file;

    private SwitchLock(Path path, RecordLocks.OpenFile file) {
        this.path = path;
        this.file = file;
    }

    /** For one who starts a worker. */
    static SwitchLock forStart(RecordLocks locks, Place place) throws IOException {
        return open(locks, place, false);
    }

    /** For one who changes the file. */
    static SwitchLock forChange(RecordLocks locks, Place place) throws IOException {
        return open(locks, place, true);
    }

    private static SwitchLock open(RecordLocks locks, Place place, boolean writable)
            throws IOException {
        Path path = place.lock();
        if (!Files.exists(path)) {
            create(place);
        }
        return new SwitchLock(path, locks.open(path, writable));
    }

    /** Whoever can read the file must be able to lock it. */
    private static void create(Place place) throws IOException {
        try {
            Files.createFile(place.lock());
            if (Files.exists(place.file())) {
                Ownership.of(place.file()).letOpen(place.lock());
            }
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster.
        }
    }

    /** Whether it is in the room now; it is not if the door is shut. */
    boolean tryEnter() throws IOException {
        if (!file.tryLock(DOOR, false)) {
            return false;
        }
        boolean entered = file.tryLock(ROOM, false);
        file.unlock(DOOR);
        return entered;
    }

    /**
     * Shuts the door.
     *
     * @throws KillSwitchException if somebody else keeps it shut for so long
     */
    void shut(Duration limit) throws IOException {
        if (!await(DOOR, limit)) {
            throw new KillSwitchException(
                    "Nothing is changed, for another process has held the lock "
                            + path
                            + " for "
                            + limit.toSeconds()
                            + " s; find it with: fuser "
                            + path);
        }
    }

    /**
     * Waits until all starts are done that had begun before the door was shut.
     *
     * @throws KillSwitchException if that takes longer
     */
    void clear(Duration limit) throws IOException {
        if (!await(ROOM, limit)) {
            throw new KillSwitchException(
                    "It is forbidden from now on, but a start that had begun before is not done after "
                            + limit.toSeconds()
                            + " s; find the process that holds the lock with: fuser "
                            + path);
        }
    }

    private boolean await(int at, Duration limit) throws IOException {
        long start = System.nanoTime();
        boolean interrupted = false;
        boolean locked = file.tryLock(at, true);
        while (!locked && System.nanoTime() - start < limit.toNanos()) {
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                // Half of this would be none of it.
                interrupted = true;
            }
            locked = file.tryLock(at, true);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return locked;
    }

    @Override
    public void close() {
        file.close();
    }
}
