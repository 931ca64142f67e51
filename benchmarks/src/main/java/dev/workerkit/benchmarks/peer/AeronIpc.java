package dev.workerkit.benchmarks.peer;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Aeron over shared memory, with its driver in the near process. */
final class AeronIpc extends LinkedPeer {

    /** A quarter of the default, and enough for what may be under way. */
    private static final String CHANNEL = "aeron:ipc?term-length=16m";

    private static final int THERE = 1;
    private static final int BACK = 2;

    AeronIpc() {
        super("aeron", "Aeron IPC");
    }

    @Override
    public AutoCloseable serve(Path folder) {
        return MediaDriver.launch(
                new MediaDriver.Context()
                        .aeronDirectoryName(directory(folder))
                        .threadingMode(ThreadingMode.SHARED)
                        .dirDeleteOnStart(true)
                        .dirDeleteOnShutdown(true));
    }

    @Override
    Meeting prepare(Path folder, Waiting waiting, Lifeline lifeline) {
        Ends near = new Ends(folder, THERE, BACK, Idling.of(waiting, lifeline));
        return () -> near.connected();
    }

    @Override
    Link join(Path folder, Waiting waiting, Lifeline lifeline) throws IOException {
        // The near end is connected once this is.
        return new Ends(folder, BACK, THERE, Idling.of(waiting, lifeline)).connected();
    }

    /** All meet at the driver. */
    @Override
    Path meetingPlace(Path served, Path own) {
        return served;
    }

    private static String directory(Path folder) {
        return folder.resolve("aeron").toString();
    }

    /** A stream in each direction. */
    private static final class Ends implements Link, FragmentHandler {

        private final Aeron aeron;
        private final ExclusivePublication out;
        private final Subscription in;
        private final FragmentAssembler whole = new FragmentAssembler(this);
        private final Idling idling;
        private final UnsafeBuffer sending = new UnsafeBuffer(0, 0);
        private @Nullable ByteBuffer receiving;

        Ends(Path folder, int outStream, int inStream, Idling idling) {
            this.aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory(folder)));
            this.out = aeron.addExclusivePublication(CHANNEL, outStream);
            this.in = aeron.addSubscription(CHANNEL, inStream);
            this.idling = idling;
        }

        Link connected() throws IOException {
            while (!out.isConnected() || !in.isConnected()) {
                if (!idling.idle()) {
                    throw new IOException("The far end has gone before it was connected");
                }
            }
            return this;
        }

        @Override
        public void send(ByteBuffer message) throws IOException {
            sending.wrap(message);
            while (true) {
                long result = out.offer(sending, message.position(), message.remaining());
                if (result > 0) {
                    return;
                }
                if (result == Publication.CLOSED
                        || result == Publication.MAX_POSITION_EXCEEDED
                        || result == Publication.NOT_CONNECTED
                        || !idling.idle()) {
                    throw new IOException("Aeron did not send: " + Publication.errorString(result));
                }
            }
        }

        @Override
        public boolean receive(ByteBuffer into) {
            receiving = into;
            into.limit(0);
            idling.reset();
            while (true) {
                // The first of two fragments is not yet a message.
                if (in.poll(whole, 1) == 0) {
                    if (!idling.idle()) {
                        return false;
                    }
                } else if (into.limit() > 0) {
                    return true;
                }
            }
        }

        @Override
        public void onFragment(DirectBuffer buffer, int offset, int length, Header header) {
            ByteBuffer into = receiving;
            if (into != null) {
                into.clear();
                buffer.getBytes(offset, into, 0, length);
                into.limit(length);
            }
        }

        @Override
        public void close() {
            CloseHelper.closeAll(out, in, aeron);
        }
    }
}
