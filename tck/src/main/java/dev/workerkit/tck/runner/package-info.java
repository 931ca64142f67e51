/**
 * Runs the verifications on a runtime: {@link dev.workerkit.tck.runner.Tck} from the command line,
 * {@link dev.workerkit.tck.runner.ConformanceSuite} as a JUnit test of the vendor's.
 */
@NullMarked
package dev.workerkit.tck.runner;

import org.jspecify.annotations.NullMarked;
