package dev.workerkit.cli;

/** What a monitoring plugin finds, the better first; of several findings the worst counts. */
enum Verdict {
    OK(0),
    UNKNOWN(3),
    WARNING(1),
    CRITICAL(2);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** What the plugin exits with, as the guidelines have it. */
    int exitCode() {
        return exitCode;
    }

    Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
