/** The operator's command line; {@link dev.workerkit.cli.Workerkit} is its main class. */
@NullMarked
package dev.workerkit.cli;

import org.jspecify.annotations.NullMarked;
