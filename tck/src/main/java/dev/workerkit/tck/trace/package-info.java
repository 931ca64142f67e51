/** What a verification did and saw: the calls that it made and the events that it was told. */
@NullMarked
package dev.workerkit.tck.trace;

import org.jspecify.annotations.NullMarked;
