/**
 * A soak: messages at a constant rate through a pool whose members are killed all the while, and
 * whether anything is lost, left behind, or grows.
 */
@NullMarked
package dev.workerkit.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
