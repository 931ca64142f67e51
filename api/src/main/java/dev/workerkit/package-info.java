/**
 * Workers as their master sees them: long-running background processes that a {@link
 * dev.workerkit.WorkerRuntime} starts, talks to, restarts and stops.
 *
 * <p>Start with {@link dev.workerkit.WorkerRuntimes#open(String)}. The numbered requirements
 * ({@code WRK-…}) that the types refer to are in {@code api/SPEC.md}.
 */
@NullMarked
package dev.workerkit;

import org.jspecify.annotations.NullMarked;
