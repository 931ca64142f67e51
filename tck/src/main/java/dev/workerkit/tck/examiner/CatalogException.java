package dev.workerkit.tck.examiner;

import java.util.List;

/** The verifications contradict the rules of the TCK. */
final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CatalogException(List<String> faults) {
        super("The TCK's verifications are faulty: " + String.join("; ", faults));
    }
}
