/**
 * Workers as processes of this machine (Linux): spawn, signals, the kill of whole process trees, and
 * what sees to it that nothing outlives its master.
 */
@NullMarked
package dev.workerkit.local;

import org.jspecify.annotations.NullMarked;
