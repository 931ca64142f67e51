/**
 * Proves the verifications: each sabotage of a runtime is put to {@link
 * dev.workerkit.tck.selftest.Trial trial} before the verifications of what it breaks.
 */
@NullMarked
package dev.workerkit.tck.selftest;

import org.jspecify.annotations.NullMarked;
