package dev.workerkit.channel;

import java.nio.ByteBuffer;

/**
 * A message of any kind on its way between two machines.
 *
 * @param type of its frame, with the attempts that were made to deliver it
 * @param correlation of a request, and of what answers it; else 0
 * @param bytes the message, from position to limit
 */
public record Relayed(int type, long correlation, ByteBuffer bytes) {}
