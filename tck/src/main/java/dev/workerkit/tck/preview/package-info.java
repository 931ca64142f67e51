/**
 * Verifications of what the next version of the specification is drafted to require. They never
 * count: {@code tck preview} runs them, and nothing else does.
 */
@NullMarked
package dev.workerkit.tck.preview;

import org.jspecify.annotations.NullMarked;
