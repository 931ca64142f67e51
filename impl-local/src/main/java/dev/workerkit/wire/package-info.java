/**
 * The wire protocol of shared workers, for both sides of a connection: what SPEC.md calls "Wire
 * protocol", over Netty.
 *
 * <p>Bytes become {@link dev.workerkit.wire.Frame}s in a {@link dev.workerkit.wire.FrameDecoder},
 * which holds no more memory than bytes have come, and can be paused between two frames; a {@link
 * dev.workerkit.wire.Violation} is what it throws when the other side breaks the protocol. Frames
 * become bytes in an {@link dev.workerkit.wire.Outbox}, which any thread may add to, and which
 * gathers what is added between two flushes into few buffers. The contents of frames are values
 * that read and write themselves: {@link dev.workerkit.wire.Hello}, {@link
 * dev.workerkit.wire.Request}, {@link dev.workerkit.wire.Answer}, {@link dev.workerkit.wire.Bye}.
 */
@NullMarked
package dev.workerkit.wire;

import org.jspecify.annotations.NullMarked;
