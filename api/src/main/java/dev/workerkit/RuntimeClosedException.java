package dev.workerkit;

/** The runtime is closed. */
public class RuntimeClosedException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** The runtime of this name is closed. */
    public RuntimeClosedException(String runtime) {
        super("The runtime '" + runtime + "' is closed; open another");
    }
}
