package dev.workerkit.container.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A request whose connection becomes the streams of what it starts, as the engine's API has it. */
final class Hijack implements AutoCloseable {

    private static final int SWITCHED = 101;
    private static final int OK = 200;
    private static final int LONGEST_HEAD = 64 << 10;

    private final RawStream stream;
    private final DataInputStream input;

    private Hijack(RawStream stream, DataInputStream input) {
        this.stream = stream;
        this.input = input;
    }

    /** Posts a request, and returns when the engine has taken it. */
    static Hijack post(Connection connection, String path, String json, String tried) {
        try {
            RawStream stream = connection.raw();
            try {
                return post(stream, path, json, tried);
            } catch (IOException | RuntimeException e) {
                stream.close();
                throw e;
            }
        } catch (IOException e) {
            throw Calls.gone(tried, e);
        }
    }

    private static Hijack post(RawStream stream, String path, String json, String tried)
            throws IOException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\n"
                        + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: "
                        + content.length
                        + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(content);
        stream.output().write(request.toByteArray());
        stream.output().flush();
        DataInputStream input =
                new DataInputStream(new BufferedInputStream(stream.input(), Frames.PIECE));
        String answer = head(input);
        int status = status(answer);
        if (status != SWITCHED && status != OK) {
            throw Calls.refusal(tried, status, refusal(answer, input), null);
        }
        return new Hijack(stream, input);
    }

    private static String head(InputStream input) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int each = input.read();
            if (each < 0 || head.length() > LONGEST_HEAD) {
                throw new EOFException("the answer broke off");
            }
            head.append((char) each);
        }
        return head.toString();
    }

    private static int status(String head) throws IOException {
        String[] words = head.split("\\s", 3);
        try {
            return Integer.parseInt(words[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("this is no answer: " + head.lines().findFirst().orElse(""), e);
        }
    }

    private static String refusal(String head, InputStream input) throws IOException {
        int length =
                head.lines()
                        .filter(
                                line ->
                                        line.toLowerCase(java.util.Locale.ROOT)
                                                .startsWith("content-length:"))
                        .map(line -> Integer.valueOf(line.substring(line.indexOf(':') + 1).strip()))
                        .findFirst()
                        .orElse(0);
        return new String(input.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** What the other side reads. */
    OutputStream output() throws IOException {
        return stream.output();
    }

    /** Tells the other side that it has read all. */
    void endOutput() throws IOException {
        stream.endOutput();
    }

    /**
     * Gives all that comes to a sink, until it ends.
     *
     * @param framed whether it comes as frames of two streams, or as it is
     */
    void drainTo(OutputSink sink, boolean framed) throws IOException {
        if (framed) {
            Frames.drain(input, sink);
        } else {
            byte[] piece = new byte[Frames.PIECE];
            for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
                sink.out(java.util.Arrays.copyOf(piece, count));
            }
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
