package dev.workerkit.tck.fork;

/** The fork ended before it had answered. */
public final class ForkEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ForkEnd end;

    ForkEndedException(ForkEnd end) {
        super("No answer: " + end.words());
        this.end = end;
    }

    /** How it ended. */
    public ForkEnd end() {
        return end;
    }
}
