package dev.workerkit.control;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The worker's end of the control connection. All methods may be called from any thread, and none
 * waits for the master.
 *
 * <p>Only its own two threads touch the socket: one of the application's that is interrupted while
 * it writes would close it. Up to {@code ready} it does without the JSON library, whose classes
 * take a while to load.
 */
public final class ControlClient implements Closeable {

    /** The environment variable that holds the path of the worker's socket. */
    public static final String VARIABLE = "WORKERKIT_CONTROL";

    private static final int READ_AT_ONCE = 8 * 1024;

    private final Path socket;
    private final MasterListener listener;
    private final Outbox outbox = new Outbox();
    private volatile @Nullable SocketChannel connection;
    private volatile boolean closed;

    private ControlClient(Path socket, MasterListener listener) {
        this.socket = socket;
        this.listener = listener;
    }

    /** Begins to connect and returns at once; what is told meanwhile is sent then. */
    public static ControlClient connect(Path socket, long pid, MasterListener listener) {
        ControlClient client = new ControlClient(socket, listener);
        client.tell(
                Outbox.Kind.OTHER,
                // Not by +, whose machinery takes ten milliseconds to come up.
                new StringBuilder("{\"type\":\"hello\",\"protocol\":1,\"pid\":")
                        .append(pid)
                        .append(",\"queries\":true,\"pauses\":true}\n")
                        .toString());
        daemon(
                "workerkit-control-out",
                new Runnable() {
                    @Override
                    public void run() {
                        client.connectAndWrite();
                    }
                });
        return client;
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells that the worker is ready for work. */
    public void ready() {
        tell(Outbox.Kind.OTHER, "{\"type\":\"ready\"}\n");
    }

    /** Tells that the worker takes no new work. */
    public void paused() {
        tell(Outbox.Kind.OTHER, "{\"type\":\"paused\"}\n");
    }

    /** Tells that the worker takes work again. */
    public void resumed() {
        tell(Outbox.Kind.OTHER, "{\"type\":\"resumed\"}\n");
    }

    /** Tells how the worker is doing. */
    public void status(String text) {
        outbox.add(Outbox.Kind.STATUS, TextLine.of("status", "text", Outbox.shortened(text)));
    }

    /**
     * Tells how many units of work are done.
     *
     * @param idle whether the worker has nothing in hand, or had at some moment since the last time
     */
    public void progress(long units, boolean idle) {
        tell(
                Outbox.Kind.PROGRESS,
                "{\"type\":\"progress\",\"units\":" + units + (idle ? ",\"idle\":true}\n" : "}\n"));
    }

    /** Tells that the worker should be replaced, and takes no new work. */
    public void recycle(String reason) {
        outbox.add(Outbox.Kind.OTHER, TextLine.of("recycle", "reason", Outbox.shortened(reason)));
    }

    void send(byte[] line) {
        outbox.add(Outbox.Kind.OTHER, line);
    }

    private void tell(Outbox.Kind kind, String line) {
        outbox.add(kind, line.getBytes(StandardCharsets.US_ASCII));
    }

    /** Waits until all that was told is on its way, or for as long as this. */
    public void flush(Duration timeout) throws InterruptedException {
        outbox.awaitEmpty(timeout.toMillis());
    }

    /**
     * Sends and hears nothing more, not even that the master is gone. The connection lives as long
     * as the process. A JVM that exits while a thread of it waits in the operating system takes 300
     * ms longer, so no thread does after this.
     */
    @Override
    public void close() {
        closed = true;
        outbox.close();
        SocketChannel current = connection;
        if (current != null) {
            try {
                current.shutdownInput();
            } catch (IOException e) {
                // It is down already.
            }
        }
    }

    private void connectAndWrite() {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            ended("no connection to " + socket + ": " + e.getMessage());
            return;
        }
        connection = channel;
        daemon(
                "workerkit-control-in",
                new Runnable() {
                    @Override
                    public void run() {
                        read(channel);
                    }
                });
        write(channel);
    }

    private void write(SocketChannel channel) {
        try {
            for (byte[] line = outbox.next(); line != null; line = outbox.next()) {
                ByteBuffer bytes = ByteBuffer.wrap(line);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The reading thread learns of the end, after all that the master said before.
            outbox.close();
        }
    }

    private void read(SocketChannel channel) {
        LineSplitter lines = new LineSplitter();
        ByteBuffer buffer = ByteBuffer.allocate(READ_AT_ONCE);
        String reason = "it closed the connection or died";
        try {
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                lines.feed(
                        buffer,
                        new LineSplitter.LineSink() {
                            @Override
                            public void line(byte[] bytes, int length) throws ProtocolException {
                                hearSafely(bytes, length);
                            }
                        });
                buffer.clear();
            }
        } catch (IOException | ProtocolException e) {
            reason = String.valueOf(e.getMessage());
        }
        ended(reason);
    }

    private void ended(String reason) {
        outbox.close();
        if (!closed) {
            listener.onMasterGone(reason);
        }
    }

    /** A listener at fault must not keep the end of the master from being noticed. */
    private void hearSafely(byte[] bytes, int length) throws ProtocolException {
        try {
            heard(bytes, length);
        } catch (RuntimeException e) {
            e.printStackTrace();
        }
    }

    private void heard(byte[] bytes, int length) throws ProtocolException {
        String order = KnownLines.order(bytes, length);
        if (order == null) {
            heard(Message.parse(bytes, length));
        } else if (order.equals("pause")) {
            listener.onPause();
        } else if (order.equals("resume")) {
            listener.onResume();
        } else {
            listener.onStop(Duration.ofMillis(KnownLines.graceMillis(bytes, length)));
        }
    }

    private void heard(Message message) throws ProtocolException {
        switch (message.type()) {
            case "pause" -> listener.onPause();
            case "resume" -> listener.onResume();
            case "stop" ->
                    listener.onStop(
                            Duration.ofMillis(
                                    message.has("graceMillis") ? message.count("graceMillis") : 0));
            case "query" -> listener.onQuery(call(message));
            case "command" ->
                    listener.onCommand(
                            call(message), message.text("name"), message.value("argument"));
            default -> {
                // Of a later version of the protocol.
            }
        }
    }

    private ControlCall call(Message message) {
        @Nullable Object id = message.value("id");
        return new ControlCall(this, id);
    }
}
