/** The command line: {@code ./workerkit bench}. */
@NullMarked
package dev.workerkit.benchmarks.command;

import org.jspecify.annotations.NullMarked;
