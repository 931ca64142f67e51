/** The requirements as the TCK knows them, and those it leaves untested with a reason. */
@NullMarked
package dev.workerkit.tck.registry;

import org.jspecify.annotations.NullMarked;
