package dev.workerkit.benchmarks.peer;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/** Agrona's ring from one thread to one other on a mapped file: nothing can be much faster. */
final class AgronaRing extends LinkedPeer {

    /** Its messages may have an eighth of it. */
    private static final int CAPACITY = 8 << 20;

    private static final int BYTES = CAPACITY + RingBufferDescriptor.TRAILER_LENGTH;
    private static final int TYPE = 1;

    AgronaRing() {
        super(Peers.LIMIT, "bare ring (Agrona)");
    }

    @Override
    Meeting prepare(Path folder, Waiting waiting, Lifeline lifeline) {
        // Written to in full: a ring's pages are there once and for all.
        MappedByteBuffer there = IoUtil.mapNewFile(there(folder), BYTES, true);
        MappedByteBuffer back = IoUtil.mapNewFile(back(folder), BYTES, true);
        Ends near = new Ends(there, back, Idling.of(waiting, lifeline));
        return () -> near;
    }

    @Override
    Link join(Path folder, Waiting waiting, Lifeline lifeline) {
        MappedByteBuffer there = IoUtil.mapExistingFile(there(folder), "there");
        MappedByteBuffer back = IoUtil.mapExistingFile(back(folder), "back");
        return new Ends(back, there, Idling.of(waiting, lifeline));
    }

    private static File there(Path folder) {
        return folder.resolve("there").toFile();
    }

    private static File back(Path folder) {
        return folder.resolve("back").toFile();
    }

    /** A ring in each direction. */
    private static final class Ends implements Link, MessageHandler {

        private final MappedByteBuffer outMemory;
        private final MappedByteBuffer inMemory;
        private final OneToOneRingBuffer out;
        private final OneToOneRingBuffer in;
        private final Idling idling;
        private final UnsafeBuffer sending = new UnsafeBuffer(0, 0);
        private @Nullable ByteBuffer receiving;

        Ends(MappedByteBuffer outMemory, MappedByteBuffer inMemory, Idling idling) {
            this.outMemory = outMemory;
            this.inMemory = inMemory;
            this.out = new OneToOneRingBuffer(new UnsafeBuffer(outMemory));
            this.in = new OneToOneRingBuffer(new UnsafeBuffer(inMemory));
            this.idling = idling;
        }

        @Override
        public void send(ByteBuffer message) throws IOException {
            sending.wrap(message);
            while (!out.write(TYPE, sending, message.position(), message.remaining())) {
                if (!idling.idle()) {
                    throw new IOException("The far end has gone, and the ring is full");
                }
            }
        }

        @Override
        public boolean receive(ByteBuffer into) {
            receiving = into;
            idling.reset();
            while (in.read(this, 1) == 0) {
                if (!idling.idle()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void onMessage(int type, MutableDirectBuffer buffer, int index, int length) {
            ByteBuffer into = receiving;
            if (into != null) {
                into.clear();
                buffer.getBytes(index, into, 0, length);
                into.limit(length);
            }
        }

        @Override
        public void close() {
            BufferUtil.free(outMemory);
            BufferUtil.free(inMemory);
        }
    }
}
