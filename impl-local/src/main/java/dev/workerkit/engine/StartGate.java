package dev.workerkit.engine;

import dev.workerkit.KillSwitchException;
import java.time.Duration;
import java.util.Collection;

/** The engine's port to what may forbid starts: a kill switch. Thread-safe. */
public interface StartGate {

    /**
     * Asks for an incarnation that is about to be spawned, or for the one that is to take its place.
     * Returns at once: who may not start now is told so, and asks again later.
     */
    Answer ask(String worker);

    /**
     * Asks for workers that a caller wants to be started. Nothing is held for them: each is asked
     * for once more when it is spawned. May wait while the rules are being changed.
     *
     * @throws KillSwitchException if one of them may not be started
     */
    void require(Collection<String> workers);

    /** What the gate says. */
    sealed interface Answer {}

    /**
     * It may be started.
     *
     * @param permit to be closed once it is spawned, or can't be; a rule that forbids it later is in
     *     force only then
     */
    record Granted(Permit permit) implements Answer {}

    /**
     * It may not be started now.
     *
     * @param reason why, for people
     * @param again when to ask again
     */
    record Refused(String reason, Duration again) implements Answer {}

    /** That one start may be under way. Closing again does nothing. */
    @FunctionalInterface
    interface Permit extends AutoCloseable {

        /** Without effect, where nobody waits for the start to be done. */
        Permit NONE = () -> {};

        @Override
        void close();
    }

    /** One that is always open. */
    static StartGate open() {
        return new StartGate() {
            private final Answer granted = new Granted(Permit.NONE);

            @Override
            public Answer ask(String worker) {
                return granted;
            }

            @Override
            public void require(Collection<String> workers) {
                // All may be started.
            }
        };
    }
}
