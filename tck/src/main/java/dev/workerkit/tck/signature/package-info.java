/** Compares the API's jar of a vendor with the one that was released. */
@NullMarked
package dev.workerkit.tck.signature;

import org.jspecify.annotations.NullMarked;
