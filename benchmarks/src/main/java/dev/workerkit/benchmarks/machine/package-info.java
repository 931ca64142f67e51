/** The machine that is measured on: what it is, its processors, and whether it has room. */
@NullMarked
package dev.workerkit.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
