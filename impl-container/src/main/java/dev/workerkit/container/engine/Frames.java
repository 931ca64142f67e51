package dev.workerkit.container.engine;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/** Two streams in one, as an engine sends them: in frames of either. */
final class Frames {

    /** The most that a sink is given at once. */
    static final int PIECE = 64 << 10;

    private static final int ERROR_STREAM = 2;

    private Frames() {}

    /** Gives all frames to a sink, until there are no more. */
    static void drain(DataInputStream input, OutputSink sink) throws IOException {
        // A frame: the stream's number, three bytes of no meaning, the length.
        for (int kind = input.read(); kind >= 0; kind = input.read()) {
            input.skipNBytes(3);
            int left = input.readInt();
            while (left > 0) {
                byte[] piece = input.readNBytes(Math.min(left, PIECE));
                if (piece.length == 0) {
                    throw new EOFException("a frame broke off");
                }
                left -= piece.length;
                if (kind == ERROR_STREAM) {
                    sink.err(piece);
                } else {
                    sink.out(piece);
                }
            }
        }
    }
}
