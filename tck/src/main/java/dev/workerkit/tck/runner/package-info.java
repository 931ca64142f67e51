/**
 * The TCK in a vendor's own build, as JUnit tests: {@link
 * dev.workerkit.tck.runner.ConformanceSuite}, and {@link dev.workerkit.tck.runner.SelftestSuite} for
 * who proves the TCK itself.
 */
@NullMarked
package dev.workerkit.tck.runner;

import org.jspecify.annotations.NullMarked;
