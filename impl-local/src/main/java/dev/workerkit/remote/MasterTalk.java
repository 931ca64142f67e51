package dev.workerkit.remote;

import dev.workerkit.ChannelSpec;
import dev.workerkit.LogStream;
import dev.workerkit.log.LogInput;
import java.io.IOException;
import java.nio.file.Files;

/** What the master does with the connection of one incarnation, on the thread that reads from it. */
final class MasterTalk {

    /** Of control and output. */
    private static final int LONGEST_PLAIN = 1 << 20;

    private static final int MESSAGE_HEAD = 64;

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
                LogInput err = post.log().input(post.number(), LogStream.ERR);
                ControlCarrier control = new ControlCarrier(connection.writer(), () -> {})) {
            begin();
            whenBegun.run();
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
                    case BEAT -> {
                        // It was noted.
                    }
                    default ->
                            throw new ProtocolException(
                                    "no worker sends the frame " + frame.type());
                }
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
