/** The wire protocol as the specification has it, apart from any implementation. */
@NullMarked
package dev.workerkit.tck.wire;

import org.jspecify.annotations.NullMarked;
