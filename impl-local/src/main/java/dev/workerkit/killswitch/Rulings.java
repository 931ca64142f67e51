package dev.workerkit.killswitch;

import dev.workerkit.KillSwitchException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the file who may be started. Thread-safe. */
final class Rulings {

    private static final long LOOK_EVERY_MILLIS = 2;

    private final Path file;
    private final Wording wording;
    private final RecordLocks locks;
    private volatile @Nullable LastLook last;

    Rulings(Path file, RecordLocks locks) {
        this.file = file;
        this.wording = new Wording(file);
        this.locks = locks;
    }

    /**
     * Says at once whether all that have these {@linkplain AddressKey keys} may be started.
     */
    Ruling ask(Collection<String> keys) {
        // Cheap, for who has to wait asks often. It is enough for a no, which harms nobody.
        LastLook seen = last;
        Optional<String> still =
                seen != null && seen.isStillSo(file) ? refusal(seen, keys) : Optional.empty();
        return still.<Ruling>map(Ruling.Forbidden::new).orElseGet(() -> askFile(keys));
    }

    private Ruling askFile(Collection<String> keys) {
        try {
            Place place = Place.of(file);
            SwitchLock lock = SwitchLock.forStart(locks, place);
            boolean allowed = false;
            try {
                if (!lock.tryEnter()) {
                    return new Ruling.Open(wording.isBeingChanged());
                }
                LastLook look = LastLook.at(place);
                last = look;
                Optional<String> refusal = refusal(look, keys);
                allowed = refusal.isEmpty();
                return allowed
                        ? new Ruling.Allowed(lock)
                        : new Ruling.Forbidden(refusal.orElseThrow());
            } finally {
                if (!allowed) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            return new Ruling.Forbidden(wording.unusable(e));
        }
    }

    private Optional<String> refusal(LastLook look, Collection<String> keys) {
        if (look.global()) {
            return Optional.of(wording.forbidsAll());
        }
        return keys.stream().filter(look.forbidden()::contains).findFirst().map(wording::forbids);
    }

    /**
     * The same, waiting while the file is being changed.
     *
     * @throws KillSwitchException if they may not all be started, or that can't be said for so long
     */
    SwitchLock await(Collection<String> keys, Duration limit) {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                Ruling ruling = ask(keys);
                if (ruling instanceof Ruling.Allowed allowed) {
                    return allowed.lock();
                }
                if (ruling instanceof Ruling.Forbidden forbidden) {
                    throw new KillSwitchException("Not started: " + forbidden.reason());
                }
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw new KillSwitchException(
                            "Not started: "
                                    + wording.isBeingChanged()
                                    + " for "
                                    + limit.toSeconds()
                                    + " s");
                }
                interrupted |= sleep();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it was interrupted. */
    private static boolean sleep() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
