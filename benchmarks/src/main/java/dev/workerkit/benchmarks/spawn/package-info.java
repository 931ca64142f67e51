/** The ways to start a process and talk to it, side by side. */
@NullMarked
package dev.workerkit.benchmarks.spawn;

import org.jspecify.annotations.NullMarked;
