/**
 * What workers write: each line stamped and attributed, in files that are rotated. {@link
 * dev.workerkit.log.LogFile} is the one public type.
 */
@NullMarked
package dev.workerkit.log;

import org.jspecify.annotations.NullMarked;
