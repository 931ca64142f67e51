package dev.workerkit;

import java.time.Instant;

/**
 * One line of a worker's log.
 *
 * @param time when the master read it, to the second
 * @param worker who wrote it, or whom it is about
 * @param text the line without its end
 */
public record LogLine(Instant time, WorkerId worker, String text) {}
