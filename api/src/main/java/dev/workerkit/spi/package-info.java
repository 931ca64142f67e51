/** What the vendor of a worker runtime implements to be found by {@code WorkerRuntimes}. */
@NullMarked
package dev.workerkit.spi;

import org.jspecify.annotations.NullMarked;
