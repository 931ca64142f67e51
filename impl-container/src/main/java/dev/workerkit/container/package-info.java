/** The runtime {@code container}: each worker in a container of its own. */
@NullMarked
package dev.workerkit.container;

import org.jspecify.annotations.NullMarked;
