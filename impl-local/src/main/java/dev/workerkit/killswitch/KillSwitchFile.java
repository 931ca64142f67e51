package dev.workerkit.killswitch;

import dev.workerkit.KillSwitch;
import dev.workerkit.KillSwitchException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.engine.StartGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The kill switch in a file. Nothing is held open between two calls, and what the file says is read
 * anew for each start. Thread-safe.
 */
public final class KillSwitchFile implements KillSwitch, StartPermits {

    /** A change takes milliseconds, and so does a start until its process is there. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path file;
    private final Wording wording;
    private final RecordLocks locks;
    private final Rulings rulings;

    /** The kill switch in this file, which need not exist. */
    public KillSwitchFile(Path file, RecordLocks locks) {
        this.file = file.toAbsolutePath();
        this.wording = new Wording(this.file);
        this.locks = locks;
        this.rulings = new Rulings(this.file, locks);
    }

    @Override
    public Path file() {
        return file;
    }

    /** What an engine asks before it spawns a worker. */
    public StartGate gate() {
        return new SwitchGate(rulings, LIMIT);
    }

    @Override
    public Permit request(WorkerAddress address) {
        return rulings.await(List.of(AddressKey.of(address)), LIMIT)::close;
    }

    @Override
    public State state() {
        try {
            return new SwitchFile(Place.of(file)).read().state();
        } catch (IOException e) {
            throw new KillSwitchException(wording.unusable(e));
        }
    }

    @Override
    public void disable(Collection<String> addresses) {
        Set<String> these = normalized(addresses);
        change(
                (file, lock) -> {
                    update(file, content -> content.with(these));
                    lock.clear(LIMIT);
                });
    }

    @Override
    public void enable(Collection<String> addresses) {
        Set<String> these = normalized(addresses);
        change((file, lock) -> update(file, content -> content.without(these)));
    }

    private static Set<String> normalized(Collection<String> addresses) {
        Set<String> normalized = new LinkedHashSet<>();
        addresses.forEach(address -> normalized.add(KillSwitch.normalized(address)));
        return normalized;
    }

    @Override
    public void disableAll(boolean forbidden) {
        change(
                (file, lock) -> {
                    update(file, content -> content.withGlobal(forbidden));
                    if (forbidden) {
                        lock.clear(LIMIT);
                    }
                });
    }

    @Override
    public void enableAll() {
        change((file, lock) -> mend(file));
    }

    /** What is done with the file while nobody else reads or changes it. */
    private interface Change {

        void make(SwitchFile file, SwitchLock lock) throws IOException;
    }

    private void change(Change change) {
        try {
            Place place = Place.of(file);
            try (SwitchLock lock = SwitchLock.forChange(locks, place)) {
                lock.shut(LIMIT);
                change.make(new SwitchFile(place), lock);
            }
        } catch (IOException e) {
            throw new KillSwitchException(wording.unchanged(e));
        }
    }

    private static void update(SwitchFile file, UnaryOperator<Content> change) throws IOException {
        Content before = file.read();
        Content after = change.apply(before);
        if (!after.equals(before)) {
            file.write(after);
        }
    }

    private static void mend(SwitchFile file) throws IOException {
        Content before;
        try {
            before = file.read();
        } catch (IOException e) {
            // There is nothing in it that could be kept.
            file.write(Content.NOTHING);
            return;
        }
        if (!before.forbidsNothing()) {
            file.write(before.allowingAll());
        }
    }
}
