package dev.workerkit.engine;

import dev.workerkit.KillSwitchException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A kill switch without a file, which a test throws. It knows which starts are under way. */
final class SimulatedGate implements StartGate {

    static final Duration AGAIN = Duration.ofMillis(250);

    private final Set<String> forbidden = new HashSet<>();
    private int underWay;

    void forbid(String worker) {
        forbidden.add(worker);
    }

    void allow(String worker) {
        forbidden.remove(worker);
    }

    void allowAll() {
        forbidden.clear();
    }

    boolean forbids(String worker) {
        return forbidden.contains(worker);
    }

    /** How many permits were given and not given back. */
    int underWay() {
        return underWay;
    }

    @Override
    public Answer ask(String worker) {
        if (forbids(worker)) {
            return new Refused(reason(worker), AGAIN);
        }
        underWay++;
        return new Granted(new OncePermit());
    }

    @Override
    public void require(Collection<String> workers) {
        workers.stream()
                .filter(this::forbids)
                .findFirst()
                .ifPresent(
                        worker -> {
                            throw new KillSwitchException(reason(worker));
                        });
    }

    private final class OncePermit implements Permit {
        private boolean closed;

        @Override
        public void close() {
            underWay -= closed ? 0 : 1;
            closed = true;
        }
    }

    static String reason(String worker) {
        return "'" + worker + "' is forbidden";
    }
}
