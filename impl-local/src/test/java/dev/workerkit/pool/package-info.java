/** Tests of pools. */
@NullMarked
package dev.workerkit.pool;

import org.jspecify.annotations.NullMarked;
