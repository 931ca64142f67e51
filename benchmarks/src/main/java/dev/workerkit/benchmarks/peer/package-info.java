/**
 * The ways for two processes to talk that are measured side by side: {@link
 * dev.workerkit.benchmarks.peer.Peer}. Each is opened in one process, which starts the other; both
 * then have a {@link dev.workerkit.benchmarks.peer.Link}.
 */
@NullMarked
package dev.workerkit.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
