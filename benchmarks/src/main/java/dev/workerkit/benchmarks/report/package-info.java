/** What was measured, and how it is written: as JSON, as a page with plots, as histograms. */
@NullMarked
package dev.workerkit.benchmarks.report;

import org.jspecify.annotations.NullMarked;
