/**
 * A run: which verifications were asked for, which goes on when and beside which, what their findings
 * say of the requirements, and who hears of it. Each verification is run by an examiner.
 */
@NullMarked
package dev.workerkit.tck.conformance;

import org.jspecify.annotations.NullMarked;
