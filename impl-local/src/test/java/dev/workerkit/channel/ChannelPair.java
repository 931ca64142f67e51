package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.ChannelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A channel with both ends in this process, and a directory that must be empty in the end. */
final class ChannelPair implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(50);

    private final Path directory;
    private final ChannelSpec spec;
    private final MasterChannel master;
    private WorkerChannel worker;
    private int incarnation = 1;

    private ChannelPair(ChannelSpec spec) throws IOException {
        this.spec = spec;
        this.directory = newDirectory();
        this.master = MasterChannel.create(directory, spec);
        master.attach(incarnation);
        this.worker = WorkerChannel.open(directory, spec, incarnation);
    }

    static ChannelPair open(ChannelSpec spec) {
        try {
            return new ChannelPair(spec);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Path newDirectory() throws IOException {
        return Files.createTempDirectory(Path.of("/dev/shm"), "workerkit-test-");
    }

    Path directory() {
        return directory;
    }

    MasterChannel master() {
        return master;
    }

    WorkerChannel worker() {
        return worker;
    }

    /** As if the worker's process died and another one was started. */
    void restartWorker() {
        worker.vanish();
        master.detach(incarnation);
        incarnation++;
        master.attach(incarnation);
        worker = WorkerChannel.open(directory, spec, incarnation);
    }

    /** As if the worker's process died for good. */
    void endWorker() {
        worker.vanish();
        master.detach(incarnation);
        master.end();
    }

    long diskBytes() throws IOException, InterruptedException {
        return diskBytes(directory);
    }

    static long diskBytes(Path directory) throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "-s", "--block-size=1", directory.toString()).start();
        String output = new String(du.getInputStream().readAllBytes());
        du.waitFor();
        return Long.parseLong(output.split("\\s")[0]);
    }

    @Override
    public void close() {
        worker.vanish();
        master.discard();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
            Files.delete(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
