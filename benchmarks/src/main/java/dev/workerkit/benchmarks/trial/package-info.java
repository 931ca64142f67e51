/** How a run goes: which cases there are, in which order, and what comes of each. */
@NullMarked
package dev.workerkit.benchmarks.trial;

import org.jspecify.annotations.NullMarked;
