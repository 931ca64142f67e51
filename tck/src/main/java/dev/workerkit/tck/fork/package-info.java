/**
 * A JVM beside this one, for code that may end it: it is asked questions, and if it ends before it
 * has answered, it is known how, and by whom.
 */
@NullMarked
package dev.workerkit.tck.fork;

import org.jspecify.annotations.NullMarked;
