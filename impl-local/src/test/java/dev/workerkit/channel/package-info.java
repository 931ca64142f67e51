/** Tests of the channel, in one process and between two. */
@NullMarked
package dev.workerkit.channel;

import org.jspecify.annotations.NullMarked;
