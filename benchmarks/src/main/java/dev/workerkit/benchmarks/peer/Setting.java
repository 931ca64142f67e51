package dev.workerkit.benchmarks.peer;

import java.nio.file.Path;

/**
 * How a peer is opened.
 *
 * @param folder an empty one in shared memory, for this alone
 * @param role what the far end does
 * @param waiting how both ends wait
 */
public record Setting(Path folder, Role role, Waiting waiting) {}
