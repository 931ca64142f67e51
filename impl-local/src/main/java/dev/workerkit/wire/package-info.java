/** The wire protocol between masters and shared workers, as both of its sides need it. */
@NullMarked
package dev.workerkit.wire;

import org.jspecify.annotations.NullMarked;
