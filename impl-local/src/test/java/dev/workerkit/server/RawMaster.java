package dev.workerkit.server;

import dev.workerkit.json.PlainJson;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A master that speaks the wire protocol by hand, byte by byte, as SPEC.md has it. */
final class RawMaster implements AutoCloseable {

    static final int HELLO = 1;
    static final int DATA = 2;
    static final int QUERY = 3;
    static final int STATUS = 4;
    static final int STOP = 5;
    static final int STOPPED = 6;
    static final int REFUSED = 7;
    static final int PING = 8;
    static final int PONG = 9;
    static final int BYE = 10;
    static final String NONCE = "ab".repeat(32);

    /** What a worker sent. */
    record Received(int type, byte[] content) {
        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        Map<?, ?> json() {
            try {
                return (Map<?, ?>) PlainJson.fromBytes(content, 0, content.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final SocketChannel channel;
    private final DataInputStream in;
    private boolean prefaceRead;
    private String challenge = "";

    private RawMaster(SocketChannel channel) {
        this.channel = channel;
        in = new DataInputStream(Channels.newInputStream(channel));
    }

    /** Connected, and nothing said. */
    static RawMaster silent(SocketAddress address) throws IOException {
        return new RawMaster(SocketChannel.open(address));
    }

    /** Connected and introduced. */
    static RawMaster introduced(SocketAddress address) throws IOException {
        RawMaster master = silent(address);
        master.introduce("{\"role\":\"master\",\"nonce\":\"" + NONCE + "\"}");
        return master;
    }

    /** Says hello with this content, and reads the worker's. */
    Map<?, ?> introduce(String hello) throws IOException {
        preface(1, 0);
        send(HELLO, hello);
        return readHello();
    }

    Map<?, ?> readHello() throws IOException {
        Received hello = read();
        if (hello == null || hello.type() != HELLO) {
            throw new IOException("no hello came, but " + hello);
        }
        challenge = (String) hello.json().get("challenge");
        return hello.json();
    }

    void preface(int major, int minor) throws IOException {
        raw(new byte[] {'W', 'R', 'K', 'S', (byte) major, (byte) minor, 0, 0});
    }

    void raw(byte... bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    void send(int type, String content) throws IOException {
        raw(frame(type, content.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] frame(int type, byte... content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(content.length + 1);
        out.writeByte(type);
        out.write(content);
        return bytes.toByteArray();
    }

    /** The proof of a request or, with another side, of its answer. */
    String proof(String cookie, String side, String type, long id) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(cookie.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String text =
                String.join("\n", "workerkit-1", side, type, "" + id, challenge, NONCE) + "\n";
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    void request(int type, long id, String cookie) throws Exception {
        String name = type == QUERY ? "query" : "stop";
        String proof = proof(cookie, "master", name, id);
        send(type, "{\"id\":" + id + ",\"proof\":\"" + proof + "\"}");
    }

    /** The next frame, or null at the end of the connection. */
    @Nullable Received read() throws IOException {
        try {
            if (!prefaceRead) {
                byte[] preface = in.readNBytes(8);
                if (preface.length < 8) {
                    return null;
                }
                prefaceRead = true;
            }
            int length = in.readInt();
            int type = in.readUnsignedByte();
            byte[] content = new byte[length - 1];
            in.readFully(content);
            return new Received(type, content);
        } catch (EOFException e) {
            return null;
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("reset")) {
                return null;
            }
            throw e;
        }
    }

    /** The next frame, which must be of this type. */
    Received expect(int type) throws IOException {
        Received next = read();
        if (next == null || next.type() != type) {
            throw new AssertionError(
                    "expected a frame of type "
                            + type
                            + " and got "
                            + (next == null ? "the end" : next.type() + " " + next.text()));
        }
        return next;
    }

    /** The reason of the goodbye, which the next frame other than a hello and messages must be. */
    String expectBye() throws IOException {
        Received next = read();
        while (next != null && next.type() != BYE) {
            next = read();
        }
        if (next == null) {
            throw new AssertionError("the connection ended without a goodbye");
        }
        return (String) next.json().get("reason");
    }

    /** Sends nothing more, without a goodbye. */
    void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
