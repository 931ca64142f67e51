/**
 * A third runtime, written against the documentation alone: its workers are threads. It claims the
 * profiles {@code core} and {@code channel}, which {@code ThreadsTest} has certified.
 */
@NullMarked
package dev.workerkit.tck.threads;

import org.jspecify.annotations.NullMarked;
