package dev.workerkit.tck;

import org.opentest4j.TestAbortedException;

/** Something was late, and the machine may be why: nothing can be told of the runtime. */
public final class TimingSuspectException extends TestAbortedException {

    private static final long serialVersionUID = 1L;

    TimingSuspectException(String message) {
        super("timing-suspect: " + message);
    }
}
