package dev.workerkit.channel.queue;

/**
 * Where a document of a queue lies. Enough to map it without Chronicle, and to find its successor
 * with Chronicle.
 *
 * @param index the document's index in the queue
 * @param file the name of the file in the queue's directory
 * @param offset where the document's data starts in the file
 */
public record QueueDocument(long index, String file, long offset) {}
