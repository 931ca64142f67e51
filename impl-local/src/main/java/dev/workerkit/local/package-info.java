/**
 * Workers as processes of this machine (Linux): how they are spawned, watched and killed, and
 * what sees to it that nothing outlives its master.
 */
@NullMarked
package dev.workerkit.local;

import org.jspecify.annotations.NullMarked;
