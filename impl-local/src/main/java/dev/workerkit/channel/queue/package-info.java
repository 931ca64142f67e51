/**
 * The Chronicle queues underneath a channel: they hand out documents, areas of a file that the
 * channel maps and fills by itself. The only package that knows Chronicle.
 */
@NullMarked
package dev.workerkit.channel.queue;

import org.jspecify.annotations.NullMarked;
