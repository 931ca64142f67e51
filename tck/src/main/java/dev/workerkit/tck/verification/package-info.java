/**
 * What a runtime is to do, verified: a class for each topic, a method for each behaviour, its name
 * saying the requirement in words.
 *
 * <p>Verifications use the public API alone; those of runtimes whose processes are visible here also
 * look at the processes of this machine. Each has a {@code Stage} of its own and shares nothing with
 * the others.
 */
@NullMarked
package dev.workerkit.tck.verification;

import org.jspecify.annotations.NullMarked;
