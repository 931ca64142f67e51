package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import net.openhft.chronicle.threads.Pauser;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Chronicle Queue as its first page has it: a document for each message, and the defaults. But it
 * rolls each second, and what was read is deleted, or it would fill the memory.
 */
final class ChroniclePlain extends LinkedPeer {

    ChroniclePlain() {
        super("chronicle", "Chronicle Queue");
    }

    @Override
    Meeting prepare(Path folder, Waiting waiting, Lifeline lifeline) {
        Ends near = new Ends(folder, "there", "back", idling(waiting, lifeline));
        return () -> near;
    }

    @Override
    Link join(Path folder, Waiting waiting, Lifeline lifeline) {
        return new Ends(folder, "back", "there", idling(waiting, lifeline));
    }

    private static Idling idling(Waiting waiting, Lifeline lifeline) {
        return Idling.of(waiting, lifeline, new Pausing(Pauser.balanced()));
    }

    private record Pausing(Pauser pauser) implements IdleStrategy {

        @Override
        public void idle(int workCount) {
            if (workCount == 0) {
                idle();
            }
        }

        @Override
        public void idle() {
            pauser.pause();
        }

        @Override
        public void reset() {
            pauser.reset();
        }
    }

    /** A queue in each direction. */
    private static final class Ends implements Link {

        private final ChronicleQueue outQueue;
        private final ChronicleQueue inQueue;
        private final ExcerptAppender out;
        private final ExcerptTailer in;
        private final Idling idling;
        private final View sending = new View();
        private final View receiving = new View();

        Ends(Path folder, String there, String back, Idling idling) {
            this.outQueue = rolling(folder.resolve(there)).build();
            this.inQueue =
                    rolling(folder.resolve(back))
                            .storeFileListener((cycle, file) -> file.delete())
                            .build();
            this.out = outQueue.createAppender();
            this.in = inQueue.createTailer();
            this.idling = idling;
        }

        private static SingleChronicleQueueBuilder rolling(Path directory) {
            return ChronicleQueue.singleBuilder(directory).rollCycle(TestRollCycles.TEST_SECONDLY);
        }

        @Override
        public void send(ByteBuffer message) {
            Bytes<ByteBuffer> bytes = sending.of(message);
            bytes.clear();
            bytes.writePosition(message.limit());
            bytes.readPosition(message.position());
            out.writeBytes(bytes);
        }

        @Override
        public boolean receive(ByteBuffer into) throws IOException {
            Bytes<ByteBuffer> bytes = receiving.of(into);
            bytes.clear();
            idling.reset();
            while (!in.readBytes(bytes)) {
                if (!idling.idle()) {
                    return false;
                }
            }
            into.position(0);
            into.limit((int) bytes.writePosition());
            return true;
        }

        @Override
        public void close() {
            outQueue.close();
            inQueue.close();
        }
    }

    /** The same memory as Chronicle sees it; made once, as the same buffers come again and again. */
    private static final class View {

        private @Nullable ByteBuffer buffer;
        private @Nullable Bytes<ByteBuffer> bytes;

        Bytes<ByteBuffer> of(ByteBuffer wanted) {
            Bytes<ByteBuffer> current = bytes;
            if (wanted != buffer || current == null) {
                buffer = wanted;
                ByteBuffer whole = wanted.duplicate().order(wanted.order());
                whole.clear();
                current = Bytes.wrapForWrite(whole);
                bytes = current;
            }
            return current;
        }
    }
}
