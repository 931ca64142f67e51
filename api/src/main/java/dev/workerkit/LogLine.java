package dev.workerkit;

import java.time.Instant;

/**
 * One line of a worker's log. All but the text comes from the runtime: a worker can't make its
 * lines look like those of another worker, of another incarnation or of the runtime (WRK-LOG-008).
 *
 * @param time when the master read it, to the microsecond; never before that of an earlier line of
 *     any worker of the runtime
 * @param worker who wrote it, or whom it is about
 * @param name the worker's name
 * @param incarnation which spawn of the worker, from 1; 0 before the first
 * @param stream where it comes from
 * @param text the line without its end; characters that are none, or that would end the line for
 *     some readers, are replaced (WRK-LOG-013)
 */
public record LogLine(
        Instant time,
        WorkerId worker,
        String name,
        int incarnation,
        LogStream stream,
        String text) {}
