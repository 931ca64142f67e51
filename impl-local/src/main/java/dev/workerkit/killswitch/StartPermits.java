package dev.workerkit.killswitch;

import dev.workerkit.WorkerAddress;

/**
 * Who is about to start a shared worker asks here first, and only if nobody listens at the address:
 *
 * <pre>{@code
 * try (StartPermits.Permit permit = permits.request(address)) {
 *     // spawn the worker; its process is there when this block ends, or can't be had
 * }
 * }</pre>
 *
 * <p>Not longer, in particular not until the worker is ready: who throws the switch waits for all
 * permits that were given before (WRK-KILL-005). All methods may be called from any thread.
 */
@FunctionalInterface
public interface StartPermits {

    /**
     * Gives a permit for one start. Waits, milliseconds as a rule, while the switch is being changed.
     *
     * @throws dev.workerkit.KillSwitchException if the start is forbidden
     */
    Permit request(WorkerAddress address);

    /** Where there is no kill switch. */
    static StartPermits unlimited() {
        return address -> () -> {};
    }

    /** That a start may be under way. */
    @FunctionalInterface
    interface Permit extends AutoCloseable {

        /** The process is there, or can't be had. Closing again does nothing. */
        @Override
        void close();
    }
}
