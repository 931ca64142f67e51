/** Failures that a vendor asks not to count, openly and for a time. */
@NullMarked
package dev.workerkit.tck.exclusion;

import org.jspecify.annotations.NullMarked;
