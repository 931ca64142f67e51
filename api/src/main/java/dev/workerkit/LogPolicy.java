package dev.workerkit;

/**
 * How much of a worker's output is kept (WRK-LOG-005).
 *
 * @param maxFileBytes a log file that would grow beyond this is put aside and a new one begun
 * @param files how many are kept, the current one included; at least 1
 */
public record LogPolicy(long maxFileBytes, int files) {

    /** Checks the values. */
    public LogPolicy {
        if (maxFileBytes < 1024) {
            throw new SpecException(
                    "log.maxFileBytes", maxFileBytes + " is too small", "use at least 1024");
        }
        if (files < 1) {
            throw new SpecException("log.files", files + " keeps nothing", "use at least 1");
        }
    }

    /** Ten files of 50 MB. */
    public static LogPolicy defaults() {
        return new LogPolicy(50_000_000, 10);
    }
}
