/**
 * The start of shared workers, whatever runs them: who has an address, and what a worker is handed
 * with it. What runs them is behind the port {@link dev.workerkit.sharing.SharedSpawner}.
 */
@NullMarked
package dev.workerkit.sharing;

import org.jspecify.annotations.NullMarked;
