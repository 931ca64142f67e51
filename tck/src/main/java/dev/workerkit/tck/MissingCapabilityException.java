package dev.workerkit.tck;

import dev.workerkit.Capability;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** A verification can't be made, for the runtime declares none of the capabilities that it takes. */
public final class MissingCapabilityException extends TestAbortedException {

    private static final long serialVersionUID = 1L;

    /** With what is missing. */
    public MissingCapabilityException(String missing) {
        super(missing);
    }

    /** With those of which one would have been enough. */
    public MissingCapabilityException(Capability... lacking) {
        this(
                "The runtime does not declare "
                        + Arrays.stream(lacking)
                                .map(Capability::id)
                                .collect(Collectors.joining(" or ")));
    }
}
