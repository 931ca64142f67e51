package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;

/**
 * A document of which all was received, and that nobody has in memory any more.
 *
 * @param usedBytes how much of it was used, which has memory
 */
record Spent(QueueDocument document, int usedBytes) {}
