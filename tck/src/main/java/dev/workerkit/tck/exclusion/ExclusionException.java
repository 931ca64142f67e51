package dev.workerkit.tck.exclusion;

import java.util.List;

/** A file of exclusions says what can't be, or what is no longer so. */
public final class ExclusionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExclusionException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
