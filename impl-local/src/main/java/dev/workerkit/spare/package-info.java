/**
 * The inside of a spare: a process that was started ahead and waits to be told which worker it is to
 * be, and what the master tells it.
 */
@NullMarked
package dev.workerkit.spare;

import org.jspecify.annotations.NullMarked;
