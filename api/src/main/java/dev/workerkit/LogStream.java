package dev.workerkit;

import java.util.Locale;

/** Where a line of a log comes from (WRK-LOG-008). */
public enum LogStream {
    /** The worker's standard output. */
    OUT,
    /** The worker's standard error. */
    ERR,
    /** The runtime itself, which says something about the worker. */
    MASTER;

    /** The word in log files: the name in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
