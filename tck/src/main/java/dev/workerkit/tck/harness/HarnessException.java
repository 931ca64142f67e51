package dev.workerkit.tck.harness;

import dev.workerkit.WorkerException;

/** The harness is at fault, and not the runtime behind it: it died, or broke the protocol. */
public final class HarnessException extends WorkerException {

    private static final long serialVersionUID = 1L;

    HarnessException(String message) {
        super(message);
    }

    /** The same for another who waits, with a stack trace of its own. */
    HarnessException again() {
        return new HarnessException(String.valueOf(getMessage()));
    }
}
