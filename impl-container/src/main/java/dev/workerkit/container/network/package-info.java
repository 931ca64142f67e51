/** Whom workers reach: a network for each relationship, and nothing by default. */
@NullMarked
package dev.workerkit.container.network;

import org.jspecify.annotations.NullMarked;
