package dev.workerkit.tck.runner;

import dev.workerkit.tck.leak.Leak;
import java.util.List;

/**
 * Opens a runtime and verifies it, in this JVM or in another one. All methods but the last may be
 * called from any thread.
 */
interface Examiner extends AutoCloseable {

    /** What is known of the runtime. */
    Declaration declaration();

    /** Measures how patient to be with it, for so many verifications side by side. */
    Lanes calibrate(int lanes);

    /** Runs a verification and waits for its result. */
    Examined verify(Verification verification, Pace pace);

    /**
     * What is left of the runtimes where they were verified. To be called when nothing runs any more.
     */
    List<Leak> leftOver();

    /** Gives up the verifications that are running, and all that come. */
    void interrupt();

    /** Nothing is to be verified any more. */
    @Override
    void close();
}
