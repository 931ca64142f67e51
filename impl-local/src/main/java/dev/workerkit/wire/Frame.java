package dev.workerkit.wire;

import java.nio.ByteBuffer;

/**
 * A frame that was read.
 *
 * @param type what it is
 * @param content the rest of it, in memory of its own
 */
public record Frame(FrameType type, ByteBuffer content) {}
