package dev.workerkit.tck.report;

/** A file is not a report, or none that can be relied on. */
public final class ReportFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReportFileException(String message) {
        super(message);
    }

    ReportFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
