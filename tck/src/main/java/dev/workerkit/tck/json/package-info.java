/** What all that reads JSON has in common. */
@NullMarked
package dev.workerkit.tck.json;

import org.jspecify.annotations.NullMarked;
