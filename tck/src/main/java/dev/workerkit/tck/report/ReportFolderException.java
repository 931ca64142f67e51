package dev.workerkit.tck.report;

/** A report can't be written where it was asked for. */
public final class ReportFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReportFolderException(String message) {
        super(message);
    }

    ReportFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
