package dev.workerkit.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MiddlemanTest {

    private static final WireFrame WORD = WireFrame.of(WireFrame.DATA, "\"word\"");
    private static final WireFrame LONG = new WireFrame(WireFrame.DATA, new byte[1 << 20]);

    private ServerSocket worker;
    private ServerSocket place;

    @BeforeEach
    void listen() throws IOException {
        worker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        place = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        place.close();
    }

    @AfterEach
    void end() throws IOException {
        worker.close();
    }

    private Middleman between(Supplier<Meddler> meddlers) {
        return Middleman.between(
                new WorkerAddress.Tcp("127.0.0.1", place.getLocalPort()),
                new WorkerAddress.Tcp("127.0.0.1", worker.getLocalPort()),
                meddlers);
    }

    /** Both ends of a connection with somebody in between, after their prefaces. */
    private record Ends(Socket master, Socket worker) implements AutoCloseable {

        static void send(Socket from, WireFrame frame) throws IOException {
            from.getOutputStream().write(frame.bytes());
        }

        static WireFrame receive(Socket to) throws IOException {
            DataInputStream in = new DataInputStream(to.getInputStream());
            byte[] content = new byte[in.readInt() - 1];
            int type = in.readUnsignedByte();
            in.readFully(content);
            return new WireFrame(type, content);
        }

        @Override
        public void close() throws IOException {
            master.close();
            worker.close();
        }
    }

    private Ends connect() throws IOException {
        Socket master = new Socket(InetAddress.getLoopbackAddress(), place.getLocalPort());
        Socket accepted = worker.accept();
        master.getOutputStream().write(WireEnd.PREFACE);
        accepted.getOutputStream().write(WireEnd.PREFACE);
        assertThat(accepted.getInputStream().readNBytes(8)).isEqualTo(WireEnd.PREFACE);
        assertThat(master.getInputStream().readNBytes(8)).isEqualTo(WireEnd.PREFACE);
        return new Ends(master, accepted);
    }

    @Test
    void whatIsNotMeddledWithPassesAsItIs() throws IOException {
        try (Middleman middleman = between(() -> new Meddler() {});
                Ends ends = connect()) {
            for (WireFrame frame : new WireFrame[] {WORD, LONG, WORD}) {
                CompletableFuture<Void> sending = inBackground(() -> both(ends, frame));
                assertThat(Ends.receive(ends.worker()).content()).isEqualTo(frame.content());
                assertThat(Ends.receive(ends.master()).content()).isEqualTo(frame.content());
                sending.join();
            }
            ends.master().shutdownOutput();
            assertThat(ends.worker().getInputStream().read()).isEqualTo(-1);
            Ends.send(ends.worker(), WORD);
            assertThat(Ends.receive(ends.master()).text()).isEqualTo(WORD.text());
            assertThat(middleman.isOpen()).isTrue();
        }
    }

    private static void both(Ends ends, WireFrame frame) throws IOException {
        Ends.send(ends.master(), frame);
        Ends.send(ends.worker(), frame);
    }

    @Test
    void whatIsNoFramePassesAsItIs() throws IOException {
        try (Middleman middleman = between(() -> new Meddler() {});
                Ends ends = connect()) {
            assertThat(middleman.isOpen()).isTrue();
            DataOutputStream master = new DataOutputStream(ends.master().getOutputStream());
            master.writeInt(-1);
            master.writeInt(4711);

            DataInputStream worker = new DataInputStream(ends.worker().getInputStream());
            assertThat(worker.readInt()).isEqualTo(-1);
            assertThat(worker.readInt()).isEqualTo(4711);
        }
    }

    @Test
    void aLongFramePassesAsItComes() throws IOException {
        try (Middleman middleman = between(() -> new Meddler() {});
                Ends ends = connect()) {
            assertThat(middleman.isOpen()).isTrue();
            ends.worker().getOutputStream().write(LONG.bytes(), 0, 100);

            assertThat(ends.master().getInputStream().readNBytes(100)).hasSize(100);
        }
    }

    @Test
    void framesAreChanged() throws IOException {
        Supplier<Meddler> changing =
                Changes.ofWorkersFields(WireFrame.HELLO, hello -> hello.put("pid", "1"));
        try (Middleman middleman = between(changing);
                Ends ends = connect()) {
            assertThat(middleman.isOpen()).isTrue();
            Ends.send(ends.worker(), WireFrame.of(WireFrame.HELLO, "{\"pid\":1}"));
            assertThat(Ends.receive(ends.master()).text()).isEqualTo("{\"pid\":\"1\"}");
        }
    }

    @Test
    void framesAreDropped() throws IOException {
        Supplier<Meddler> dropping = Changes.ofMasters(WireFrame.PING, ping -> Optional.empty());
        try (Middleman middleman = between(dropping);
                Ends ends = connect()) {
            assertThat(middleman.isOpen()).isTrue();
            Ends.send(ends.master(), WireFrame.of(WireFrame.PING, "?"));
            Ends.send(ends.master(), WORD);
            assertThat(Ends.receive(ends.worker()).text()).isEqualTo(WORD.text());
        }
    }

    @Test
    void nobodyListensAnyMoreWhenTheWorkerHasStopped() throws IOException {
        try (Middleman middleman = between(() -> new Meddler() {});
                Ends ends = connect()) {
            Ends.send(ends.worker(), WireFrame.of(WireFrame.STOPPED, "{\"id\":1}"));

            assertThat(Ends.receive(ends.master()).type()).isEqualTo(WireFrame.STOPPED);
            assertThat(middleman.isOpen()).isFalse();
        }
    }

    @Test
    void nobodyListensAnyMoreWhenTheWorkerIsFoundGone() throws IOException {
        try (Middleman middleman = between(() -> new Meddler() {})) {
            worker.close();
            try (Socket master =
                    new Socket(InetAddress.getLoopbackAddress(), place.getLocalPort())) {
                assertThat(master.getInputStream().read()).isEqualTo(-1);
            } catch (SocketException reset) {
                // It is the end as well.
            }
            while (middleman.isOpen()) {
                Thread.onSpinWait();
            }
        }
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> inBackground(Sending sending) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        sending.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
