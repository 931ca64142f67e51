package dev.workerkit.killswitch;

import dev.workerkit.engine.StartGate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The kill switch as the engine asks it. Thread-safe. */
final class SwitchGate implements StartGate {

    private static final Duration WHILE_FORBIDDEN = Duration.ofMillis(250);
    private static final Duration WHILE_CHANGED = Duration.ofMillis(10);

    private final Rulings rulings;
    private final Duration limit;

    /** Callers wait no longer than this while the file is being changed. */
    SwitchGate(Rulings rulings, Duration limit) {
        this.rulings = rulings;
        this.limit = limit;
    }

    @Override
    public Answer ask(String worker) {
        Ruling ruling = rulings.ask(List.of(AddressKey.ofWorker(worker)));
        if (ruling instanceof Ruling.Allowed allowed) {
            return new Granted(allowed.lock()::close);
        }
        return ruling instanceof Ruling.Forbidden forbidden
                ? new Refused(forbidden.reason(), WHILE_FORBIDDEN)
                : new Refused(((Ruling.Open) ruling).reason(), WHILE_CHANGED);
    }

    @Override
    public void require(Collection<String> workers) {
        rulings.await(workers.stream().map(AddressKey::ofWorker).toList(), limit).close();
    }
}
