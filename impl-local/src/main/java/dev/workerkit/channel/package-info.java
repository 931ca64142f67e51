/**
 * The message channel between a master and its worker: {@link dev.workerkit.channel.MasterChannel}
 * and {@link dev.workerkit.channel.WorkerChannel} over files in shared memory, and the codecs.
 *
 * <p>Each direction is a Chronicle queue whose documents are areas of several megabytes. The sender
 * publishes an empty document, maps it, and commits one frame after the other in it; the receiver
 * maps the same document and takes them. So Chronicle is asked only once in thousands of messages,
 * every message is visible the moment it is sent, and a process that is killed takes none with it.
 */
@NullMarked
package dev.workerkit.channel;

import org.jspecify.annotations.NullMarked;
