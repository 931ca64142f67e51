package dev.workerkit.control;

import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import dev.workerkit.json.StatusForm;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The master's end of the control connection with one incarnation of a worker. It waits for the
 * worker to connect, which need never happen.
 *
 * <p>All methods may be called from any thread, and none waits for the worker. Futures complete on
 * the thread that serves all workers: hand over to another thread before doing anything that takes
 * time.
 */
public final class ControlLink implements Closeable {

    private final ControlServer server;
    private final Path socket;
    private final ControlListener listener;
    private final PendingCalls calls = new PendingCalls();

    private volatile boolean connected;
    private volatile boolean answersQueries = true;
    private volatile boolean pauses;

    /* What follows belongs to the selector thread. */
    private @Nullable ServerSocketChannel listening;
    private @Nullable Connection connection;
    private @Nullable Duration stopToTell;
    private boolean ended;

    ControlLink(
            ControlServer server,
            Path socket,
            ServerSocketChannel listening,
            ControlListener listener) {
        this.server = server;
        this.socket = socket;
        this.listening = listening;
        this.listener = listener;
    }

    /** Whether the worker is connected now. */
    public boolean isConnected() {
        return connected;
    }

    /**
     * Tells the worker to pause, which it acknowledges when it has.
     *
     * @return false if it was not told: it is not connected, or has not said that it heeds this
     */
    public boolean pause() {
        return pauses && tell(Message.line("pause"));
    }

    /**
     * Tells the worker to go on, which it acknowledges when it does.
     *
     * @return false if it is not connected, and so was not told
     */
    public boolean resume() {
        return tell(Message.line("resume"));
    }

    /**
     * Tells the worker to stop. One that is not connected is told as soon as it connects.
     *
     * @param grace how long it has
     * @return false if it is not connected now
     */
    public boolean stop(Duration grace) {
        server.execute(() -> tellStop(grace));
        return connected;
    }

    private boolean tell(byte[] line) {
        if (connected) {
            server.execute(() -> write(line));
            return true;
        }
        return false;
    }

    /**
     * Asks the worker how it is.
     *
     * @return its answer; completes exceptionally with {@link UnsupportedException} if it is not
     *     connected or answers no queries, and with {@link WorkerException} if it answers with an
     *     error, or its connection ends first. A worker that is connected may still never answer:
     *     use a timeout.
     */
    public CompletableFuture<WorkerStatus> query() {
        if (!connected || !answersQueries) {
            return CompletableFuture.failedFuture(cantBe("asked how it is"));
        }
        PendingCalls.Call call = calls.open();
        CompletableFuture<WorkerStatus> status = new CompletableFuture<>();
        call.answer().whenComplete((value, error) -> completeStatus(status, value, error));
        return send(call, Message.line("query", "id", call.id()), status);
    }

    private static void completeStatus(
            CompletableFuture<WorkerStatus> status,
            @Nullable Object value,
            @Nullable Throwable error) {
        if (error != null) {
            status.completeExceptionally(error);
            return;
        }
        try {
            status.complete(StatusForm.read(value));
        } catch (WorkerException notOne) {
            status.completeExceptionally(notOne);
        }
    }

    /**
     * Gives the worker a command of the application's own.
     *
     * @param argument null, a string, number, boolean, list, or map with strings for keys
     * @return its answer, of the same kinds; completes exceptionally with {@link
     *     UnsupportedException} if it is not connected, and with {@link WorkerException} if the
     *     argument can't be sent, the worker answers with an error, or its connection ends first. A
     *     worker that is connected may still never answer: use a timeout.
     */
    public CompletableFuture<@Nullable Object> command(String name, @Nullable Object argument) {
        if (!connected) {
            return CompletableFuture.failedFuture(cantBe("given the command '" + name + "'"));
        }
        PendingCalls.Call call = calls.open();
        try {
            byte[] line =
                    Message.line("command", "id", call.id(), "name", name, "argument", argument);
            return send(call, line, call.answer());
        } catch (IllegalArgumentException e) {
            calls.forget(call.id());
            return CompletableFuture.failedFuture(
                    new WorkerException(
                            "The argument of the command '"
                                    + name
                                    + "' can't be sent: "
                                    + e.getMessage(),
                            e));
        }
    }

    private <T extends @Nullable Object> CompletableFuture<T> send(
            PendingCalls.Call call, byte[] line, CompletableFuture<T> told) {
        // A caller who gives up, by a timeout for example, leaves nothing behind.
        told.whenComplete((value, error) -> calls.forget(call.id()));
        if (!call.answer().isDone()) {
            server.execute(() -> write(line));
        }
        return told;
    }

    private static UnsupportedException cantBe(String what) {
        return new UnsupportedException(
                "The worker can't be "
                        + what
                        + ": it does not speak that part of the control protocol, or not yet or"
                        + " no longer");
    }

    /** Ends the connection, or stops waiting for it; unanswered calls fail. */
    @Override
    public void close() {
        server.execute(() -> release("the master closed it"));
    }

    /* From here on: the selector thread. */

    void startListening(Selector selector) {
        ServerSocketChannel channel = listening;
        if (ended || channel == null) {
            return;
        }
        try {
            channel.register(selector, SelectionKey.OP_ACCEPT, this);
        } catch (IOException e) {
            end("it can't be listened to: " + e.getMessage());
        }
    }

    /** Does what the selector found to be possible. */
    void ready(SelectionKey key, ByteBuffer buffer) {
        try {
            if (key.isAcceptable()) {
                accept(key.selector());
                return;
            }
            Connection current = connection;
            if (current != null && key.isWritable()) {
                current.flush();
            }
            if (current != null && key.isReadable() && !current.read(buffer, this::line)) {
                end("the worker closed it or died");
            }
        } catch (ProtocolException e) {
            drop(e);
        } catch (IOException e) {
            end("it broke: " + e.getMessage());
        } catch (RuntimeException e) {
            // A listener at fault must not take the control of all other workers with it.
            server.report(e);
            end("its listener failed: " + e);
        }
    }

    /** The first connection wins; from then on nobody else can connect. */
    private void accept(Selector selector) throws IOException {
        ServerSocketChannel channel = listening;
        SocketChannel accepted = channel == null ? null : channel.accept();
        if (accepted == null) {
            return;
        }
        stopListening();
        connection = new Connection(accepted, selector, this);
        connected = true;
        if (stopToTell != null) {
            tellStop(stopToTell);
        }
    }

    private void line(byte[] bytes, int length) throws ProtocolException {
        if (ended) {
            return;
        }
        Message message = Message.parse(bytes, length);
        switch (message.type()) {
            case "hello" -> hello(ControlHello.read(message));
            case "ready" -> listener.onReady();
            case "status" -> listener.onStatus(message.text("text"));
            case "progress" -> listener.onProgress(message.count("units"), message.flag("idle"));
            case "recycle" -> listener.onRecycle(message.text("reason"));
            case "paused" -> listener.onPaused();
            case "resumed" -> listener.onResumed();
            case "answer" -> calls.answered(message);
            default -> {
                // Of a later version of the protocol.
            }
        }
    }

    private void hello(ControlHello hello) {
        answersQueries = hello.queries();
        pauses = hello.pauses();
        listener.onHello(hello);
    }

    private void tellStop(Duration grace) {
        if (connection == null) {
            stopToTell = grace;
        } else {
            // Of a grace too long for that, as much as there is.
            long millis = TimeUnit.MILLISECONDS.convert(grace);
            write(Message.line("stop", "graceMillis", millis));
        }
    }

    private void write(byte[] line) {
        Connection current = connection;
        if (current == null) {
            return;
        }
        try {
            current.write(line);
        } catch (ProtocolException e) {
            drop(e);
        }
    }

    private void drop(ProtocolException broken) {
        listener.onDropped(String.valueOf(broken.getMessage()));
        end("it was dropped: " + broken.getMessage());
    }

    private void end(String reason) {
        if (!ended) {
            release(reason);
            try {
                listener.onClosed(reason);
            } catch (RuntimeException e) {
                server.report(e);
            }
        }
    }

    /** Ends the link without a word to the listener. */
    void release(String reason) {
        ended = true;
        connected = false;
        server.forget(this);
        stopListening();
        if (connection != null) {
            connection.close();
            connection = null;
        }
        calls.end(reason);
    }

    private void stopListening() {
        ServerSocketChannel channel = listening;
        if (channel == null) {
            return;
        }
        listening = null;
        try {
            channel.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            // The folder is deleted with all that is in it when the worker is gone.
        }
    }
}
