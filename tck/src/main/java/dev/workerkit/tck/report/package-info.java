/** What a run found: the model of the report, and its files. */
@NullMarked
package dev.workerkit.tck.report;

import org.jspecify.annotations.NullMarked;
