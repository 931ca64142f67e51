/** What a runtime leaves behind in the JVM and on the machine, and since when it is there. */
@NullMarked
package dev.workerkit.tck.leak;

import org.jspecify.annotations.NullMarked;
