/**
 * Runtimes that are no Java: a harness, a process that speaks lines of JSON on its standard streams,
 * stands between them and the TCK. The protocol is in {@code SPEC.md}.
 */
@NullMarked
package dev.workerkit.tck.harness;

import org.jspecify.annotations.NullMarked;
