package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;

/**
 * Where a receiver or a sender begins in a queue.
 *
 * @param base bytes of frames before this document
 */
record Start(QueueDocument document, long base) {}
