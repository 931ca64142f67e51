package dev.workerkit;

import java.util.List;

/** There is no runtime of the name, or it is not clear which is meant (WRK-SPI-002). */
public class UnknownRuntimeException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** No provider has the name. */
    public UnknownRuntimeException(String name, List<String> found) {
        super(
                "No runtime named '"
                        + name
                        + "' is on the class path; "
                        + (found.isEmpty()
                                ? "none is: add a dependency such as workerkit-local"
                                : "found: " + String.join(", ", found)));
    }

    private UnknownRuntimeException(String message) {
        super(message);
    }

    static UnknownRuntimeException ambiguous(String name, List<String> providers) {
        return new UnknownRuntimeException(
                "More than one runtime is named '"
                        + name
                        + "': "
                        + String.join(", ", providers)
                        + "; leave one on the class path");
    }
}
