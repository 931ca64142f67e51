package dev.workerkit.spare;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.TreeMap;

/** What a spare and its master say to each other: one word each. */
public final class Talk {

    private static final byte READY = 'r';

    /** More than the paths and the id that are told. */
    private static final int MOST_BYTES = 64 * 1024;

    private Talk() {}

    /** To the master: all that can be done ahead is done. */
    static void sayReady(SocketChannel master) throws IOException {
        write(ByteBuffer.wrap(new byte[] {READY}), master);
    }

    /**
     * Waits for the spare to be ready.
     *
     * @return false if it is gone instead
     */
    public static boolean awaitReady(SocketChannel spare) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(1);
        return spare.read(word) == 1 && word.get(0) == READY;
    }

    /** To the spare: the variables that it has in its environment as a worker; there are some. */
    public static void tell(SocketChannel spare, Map<String, String> variables) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(variables.size());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            out.writeUTF(variable.getKey());
            out.writeUTF(variable.getValue());
        }
        write(ByteBuffer.wrap(bytes.toByteArray()), spare);
        spare.shutdownOutput();
    }

    /** Waits for the variables; there are none if the master is gone, or needs no spare. */
    static Map<String, String> hear(SocketChannel master) throws IOException {
        ByteBuffer heard = ByteBuffer.allocate(MOST_BYTES);
        while (heard.hasRemaining() && master.read(heard) >= 0) {
            // Until the end.
        }
        Map<String, String> variables = new TreeMap<>();
        if (heard.position() > 0) {
            DataInputStream in =
                    new DataInputStream(
                            new ByteArrayInputStream(heard.array(), 0, heard.position()));
            for (int left = in.readInt(); left > 0; left--) {
                variables.put(in.readUTF(), in.readUTF());
            }
        }
        return variables;
    }

    private static void write(ByteBuffer bytes, SocketChannel to) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}
