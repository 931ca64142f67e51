/** Files by which a failure can be made to happen again, on another machine too. */
@NullMarked
package dev.workerkit.tck.replay;

import org.jspecify.annotations.NullMarked;
