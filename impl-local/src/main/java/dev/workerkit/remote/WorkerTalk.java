package dev.workerkit.remote;

import dev.workerkit.channel.RelayedEnd;
import dev.workerkit.control.ControlClient;
import dev.workerkit.host.LaunchFile;
import dev.workerkit.os.FileTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the relay does with its connection: it begins the worker, and is its master's eyes, mouth and
 * hands until one of the two is gone.
 */
final class WorkerTalk {

    private static final int BEGIN_MILLIS = 30_000;
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long OUTPUT_NANOS = 10_000_000_000L;
    private static final long CONTROL_MILLIS = 1000;

    /** A worker ends by itself within a second when its master is gone. */
    private static final long ORPHAN_MILLIS = 1500;

    /** How long the master may take to hear what the worker said last. */
    private static final long FAREWELL_MILLIS = 10_000;

    private final Connection connection;
    private final FrameWriter master;
    private final List<String> words;
    private final Map<String, String> environment = System.getenv();
    private final Thread reading = RemoteDoor.daemon("workerkit-remote-reading", this::read);
    private final Thread silence;
    private volatile @Nullable String lost;
    private volatile @Nullable Offspring offspring;
    private volatile boolean terminated;
    private volatile Optional<ControlCarrier> control = Optional.empty();
    private volatile Optional<ChannelCarrier> channel = Optional.empty();

    WorkerTalk(Connection connection, List<String> words) {
        this.connection = connection;
        this.master = connection.writer();
        this.words = words;
        this.silence =
                RemoteDoor.daemon(
                        "workerkit-remote-silence",
                        () -> Silence.watch(connection, LOOK_EVERY_MILLIS));
    }

    /** Runs the worker, and returns its exit code. */
    int run() throws IOException, InterruptedException {
        connection.patience(BEGIN_MILLIS);
        FrameReader.Frame first = connection.reader().next();
        connection.patience(0);
        if (first.type() != FrameType.BEGIN) {
            throw new ProtocolException("the master began with " + first.type());
        }
        Optional<LaunchFile> launch = launch(first.bytes());
        ControlCarrier carrier = new ControlCarrier(master, this::beforeControl);
        control = Optional.of(carrier);
        try {
            Optional<Path> socket = variable(ControlClient.VARIABLE).map(Path::of);
            if (socket.isPresent()) {
                makePrivately(socket.get().getParent());
                carrier.listen(socket.get());
            }
            Offspring started = start();
            offspring = started;
            if (terminated) {
                started.send(Signal.TERMINATE);
            }
            channel = launch.map(this::channel);
            reading.start();
            silence.start();
            int code = awaitEnd(started, carrier);
            started.kill();
            awaitOutput(started);
            if (lost == null) {
                carrier.awaitHungUp(CONTROL_MILLIS);
                channel.ifPresent(ChannelCarrier::finish);
                sayFarewell(code);
            } else {
                System.err.println("The master is gone, so this worker ended: " + lost);
            }
            return code;
        } finally {
            connection.close();
            carrier.close();
            Joining.join(reading);
            channel.ifPresent(ChannelCarrier::close);
            launch.ifPresent(made -> clear(made.channelDirectory()));
        }
    }

    /** Puts the launch file where the worker looks for it. */
    private Optional<LaunchFile> launch(byte[] bytes) throws IOException {
        Optional<Path> file = variable(LaunchFile.VARIABLE).map(Path::of);
        if (file.isEmpty() || bytes.length == 0) {
            return Optional.empty();
        }
        writePrivately(file.get(), bytes);
        return Optional.of(LaunchFile.read(file.get()));
    }

    /** It comes up while the worker does. */
    private ChannelCarrier channel(LaunchFile launch) {
        return new ChannelCarrier(
                master,
                () -> {
                    Path folder = launch.channelDirectory();
                    try {
                        makePrivately(folder);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return RelayedEnd.ofWorker(folder, launch.channel(), launch.incarnation());
                },
                connection::close);
    }

    private static void clear(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            // It goes with the container.
        }
    }

    private Offspring start() throws IOException, InterruptedException {
        try {
            return Offspring.start(words, master);
        } catch (IOException e) {
            reading.start();
            byte[] why = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
            master.send(FrameType.FAILED, why, why.length);
            reading.join(FAREWELL_MILLIS);
            throw e;
        }
    }

    private int awaitEnd(Offspring started, ControlCarrier carrier) throws InterruptedException {
        while (!started.awaitEnd(LOOK_EVERY_MILLIS)) {
            if (lost != null) {
                // To the worker this is the end of its master.
                carrier.cut();
                if (!started.awaitEnd(ORPHAN_MILLIS)) {
                    started.kill();
                    started.awaitEnd(ORPHAN_MILLIS);
                }
                return RemoteHost.FAILED;
            }
        }
        return started.exitCode();
    }

    /** As long as somebody hears it; though something that can't be killed may hold it open. */
    private void awaitOutput(Offspring started) throws InterruptedException {
        long start = System.nanoTime();
        boolean done = false;
        while (!done && lost == null && System.nanoTime() - start < OUTPUT_NANOS) {
            done = started.awaitOutput(LOOK_EVERY_MILLIS);
        }
    }

    /** The master closes the connection when it has heard it. */
    private void sayFarewell(int code) throws InterruptedException {
        byte[] body = ByteBuffer.allocate(Integer.BYTES).putInt(code).array();
        try {
            master.send(FrameType.EXIT, body, body.length);
        } catch (IOException e) {
            // It went just now.
        }
        reading.join(FAREWELL_MILLIS);
    }

    /** To all processes of the worker, as soon as there are any. */
    void terminate() {
        terminated = true;
        Offspring there = offspring;
        if (there != null) {
            there.send(Signal.TERMINATE);
        }
    }

    /** Who is told something is to know what was taken before it was said. */
    private void beforeControl() {
        try {
            if (channel.isPresent()) {
                channel.get().tellTaken();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            while (true) {
                handle(connection.reader().next());
            }
        } catch (EOFException e) {
            lost = "it closed the connection or died";
        } catch (IOException e) {
            lost = String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            // Whatever it is, nobody listens any more.
            lost = e.toString();
        } finally {
            connection.close();
        }
    }

    private void handle(FrameReader.Frame frame) throws IOException {
        switch (frame.type()) {
            case CONTROL -> {
                if (control.isPresent()) {
                    control.get().deliver(frame.body());
                }
            }
            case HUNG_UP -> control.ifPresent(ControlCarrier::hangUp);
            case SIGNAL -> {
                Signal signal = Signal.of(frame.body(1).get());
                Offspring there = offspring;
                if (there != null) {
                    there.send(signal);
                }
            }
            case BEAT -> {
                // It was noted.
            }
            case MESSAGE, TAKEN, CLOSED -> {
                if (channel.isPresent()) {
                    channel.get().handle(frame);
                }
            }
            default -> throw new ProtocolException("no master sends the frame " + frame.type());
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    private static void makePrivately(Path folder) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void writePrivately(Path file, byte[] bytes) throws IOException {
        makePrivately(file.getParent());
        Files.deleteIfExists(file);
        try (var channel =
                Files.newByteChannel(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
        }
    }
}
