package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.wire.WireFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/** Messages that were sent until nothing more was read, the last one in part. */
record Torrent(WireMaster master, int whole, byte[] rest) {

    /** More than a worker's bound and the sockets' buffers take, and less than it could bear. */
    private static final int MUCH = 64 << 20;

    /** When nothing was taken for so long on a usual machine, nothing will be. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private static final String MESSAGE = "\"" + "x".repeat(8_000) + "\"";

    /** A time that is too long for a worker, and that looking whether it takes more never lasts. */
    static Duration stall() {
        return Stage.session().patience(QUIET.multipliedBy(3));
    }

    /** Sends until for a while nothing is taken. */
    static Torrent of(WireMaster master) {
        byte[] frame = WireFrame.of(WireFrame.DATA, MESSAGE).bytes();
        Duration quiet = Stage.session().patience(QUIET);
        for (int whole = 0; whole * frame.length < MUCH; whole++) {
            ByteBuffer rest = ByteBuffer.wrap(frame);
            int before;
            do {
                before = rest.remaining();
                master.end().offer(rest, quiet);
            } while (rest.hasRemaining() && rest.remaining() < before);
            if (rest.hasRemaining()) {
                return new Torrent(
                        master, whole, Arrays.copyOfRange(frame, rest.position(), frame.length));
            }
        }
        throw new AssertionError("the worker read " + MUCH + " bytes, and nobody its answers");
    }

    /** All is answered as soon as the answers are read. */
    void assertAnswered() {
        for (int i = 0; i < whole; i++) {
            assertThat(master.hear()).isEqualTo(MESSAGE);
        }
        master.end().send(rest);
        assertThat(master.hear()).isEqualTo(MESSAGE);
    }
}
