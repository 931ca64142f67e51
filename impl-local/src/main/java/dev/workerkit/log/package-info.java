/**
 * What workers write: each line stamped and attributed, in files that are rotated; read and followed
 * one by one or as one. {@link dev.workerkit.log.RuntimeLog} has them all, a {@link
 * dev.workerkit.log.LogFile} is that of one worker, a {@link dev.workerkit.log.LogInput} is what one
 * stream of one incarnation goes into.
 */
@NullMarked
package dev.workerkit.log;

import org.jspecify.annotations.NullMarked;
