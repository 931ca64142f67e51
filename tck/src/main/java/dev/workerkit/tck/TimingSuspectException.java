package dev.workerkit.tck;

import org.opentest4j.TestAbortedException;

/** Something was late, and the machine may be why: nothing can be told of the runtime. */
public final class TimingSuspectException extends TestAbortedException {

    /** With which each message begins that says that the machine may be why something was late. */
    public static final String WORD = "timing-suspect";

    private static final long serialVersionUID = 1L;

    TimingSuspectException(String message) {
        super(WORD + ": " + message);
    }
}
