package dev.workerkit.remote;

import dev.workerkit.ChannelSpec;
import dev.workerkit.LogStream;
import dev.workerkit.channel.RelayedEnd;
import dev.workerkit.channel.WorkerChannel;
import dev.workerkit.log.LogInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What the master does with the connection of one incarnation, on the thread that reads from it. */
final class MasterTalk {

    /** Of control and output. */
    private static final int LONGEST_PLAIN = 1 << 20;

    private static final int MESSAGE_HEAD = 64;
    private static final long LOOK_EVERY_NANOS = 500_000;
    private static final long DRAIN_MILLIS = 2000;

    private final Post post;
    private final Connection connection;

    MasterTalk(Post post, Connection connection) {
        this.post = post;
        this.connection = connection;
    }

    static int longestFrame(ChannelSpec channel) {
        return Math.max(LONGEST_PLAIN, channel.maxMessageBytes() + MESSAGE_HEAD);
    }

    /**
     * Talks until the worker has told its exit.
     *
     * @throws IOException if the connection ends before
     */
    RemoteEnd run(Runnable whenBegun) throws IOException {
        try (LogInput out = post.log().input(post.number(), LogStream.OUT);
                LogInput err = post.log().input(post.number(), LogStream.ERR)) {
            begin();
            whenBegun.run();
            ControlCarrier control = new ControlCarrier(connection.writer(), () -> {});
            try {
                return listen(out, err, control);
            } finally {
                connection.close();
                control.close();
            }
        }
    }

    private RemoteEnd listen(LogInput out, LogInput err, ControlCarrier control)
            throws IOException {
        Optional<ChannelCarrier> channel = channel();
        try {
            RemoteEnd end = listen(out, err, control, channel);
            // What the worker said last is to be heard before its end is told.
            control.drain(DRAIN_MILLIS);
            return end;
        } finally {
            // Whoever waits to write to it has to be woken.
            connection.close();
            channel.ifPresent(ChannelCarrier::close);
        }
    }

    /** Of a Java worker, once its master has made it, which it does as soon as all is spawned. */
    private Optional<ChannelCarrier> channel() throws IOException {
        if (post.launchFile().isEmpty()) {
            return Optional.empty();
        }
        while (!WorkerChannel.isAttached(post.channelFiles(), post.number())) {
            if (connection.isClosed()) {
                throw new EOFException("it ended before its master had a channel");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return Optional.of(
                new ChannelCarrier(
                        connection.writer(),
                        () ->
                                RelayedEnd.ofMaster(
                                        post.channelFiles(), post.channel(), post.number()),
                        connection::close));
    }

    private RemoteEnd listen(
            LogInput out, LogInput err, ControlCarrier control, Optional<ChannelCarrier> channel)
            throws IOException {
        while (true) {
            FrameReader.Frame frame = connection.reader().next();
            switch (frame.type()) {
                case CONNECTED -> control.connect(post.control());
                case CONTROL -> control.deliver(frame.body());
                case HUNG_UP -> control.hangUp();
                case OUT -> out.accept(frame.bytes(), frame.bytes().length);
                case ERR -> err.accept(frame.bytes(), frame.bytes().length);
                case EXIT -> {
                    return new RemoteEnd.Exited(frame.body(Integer.BYTES).getInt());
                }
                case MESSAGE, TAKEN, CLOSED -> {
                    if (channel.isEmpty()) {
                        throw new ProtocolException("a command has no channel");
                    }
                    channel.get().handle(frame);
                }
                case FAILED -> {
                    return new RemoteEnd.NotStarted(
                            new String(frame.bytes(), StandardCharsets.UTF_8));
                }
                case BEAT -> {
                    // It was noted.
                }
                default -> throw new ProtocolException("no worker sends the frame " + frame.type());
            }
        }
    }

    private void begin() throws IOException {
        byte[] launch =
                post.launchFile().isPresent()
                        ? Files.readAllBytes(post.launchFile().get())
                        : new byte[0];
        connection.writer().send(FrameType.BEGIN, launch, launch.length);
    }
}
