/**
 * Runs one verification on one runtime, whatever that does: finds and opens the runtime, finds the
 * verification, measures how patient to be, gives up what hangs, goes on after what ended the JVM, and
 * says who is to blame. {@link dev.workerkit.tck.examiner.Examiner} is the way in.
 */
@NullMarked
package dev.workerkit.tck.examiner;

import org.jspecify.annotations.NullMarked;
