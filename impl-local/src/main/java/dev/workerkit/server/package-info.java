/**
 * What runs in the process of a shared worker: a handler that serves many masters on one thread,
 * which does their input and output as well.
 */
@NullMarked
package dev.workerkit.server;

import org.jspecify.annotations.NullMarked;
