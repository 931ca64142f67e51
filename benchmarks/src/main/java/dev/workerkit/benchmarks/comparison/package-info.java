/** What became better or worse from one report to another, and how sure that is. */
@NullMarked
package dev.workerkit.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
