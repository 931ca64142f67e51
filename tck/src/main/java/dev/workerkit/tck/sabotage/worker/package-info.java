/**
 * The part of a sabotage that happens in the worker's process: workers that run another worker, and
 * break something between it and the runtime.
 */
@NullMarked
package dev.workerkit.tck.sabotage.worker;

import org.jspecify.annotations.NullMarked;
