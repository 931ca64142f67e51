/** What changed from one report to the next. */
@NullMarked
package dev.workerkit.tck.comparison;

import org.jspecify.annotations.NullMarked;
