package dev.workerkit.cli;

import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import java.time.Duration;

/** A worker listens, or may do, and has not answered in time. */
final class NoAnswerException extends WorkerException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(WorkerAddress address, Duration timeout) {
        super("no answer from " + address + " within " + timeout.toMillis() / 1000.0 + " s");
    }
}
