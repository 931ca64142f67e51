package dev.workerkit.benchmarks.suite;

import dev.workerkit.AdminCookie;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Disconnect;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.benchmarks.machine.Scratch;
import dev.workerkit.benchmarks.machine.Tether;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerContext;
import dev.workerkit.worker.SharedWorkerHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request of each master of a shared worker, all at once, until the last answer is there. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SharedRequest {

    /** Sends back what it receives, and ends with its last master, however that ends. */
    public static final class Echo implements SharedWorkerHandler {

        private @Nullable SharedWorkerContext context;

        /** Made by the kit. */
        public Echo() {}

        @Override
        public void initialize(SharedWorkerContext given) {
            context = given;
        }

        @Override
        public void onDisconnect(Peer master, Disconnect disconnect) {
            SharedWorkerContext mine = Objects.requireNonNull(context);
            if (mine.peers().isEmpty()) {
                mine.stopCurrent();
            }
        }

        @Override
        public void onMessage(Object message, Peer master) {
            master.send(message);
        }
    }

    /** Over what. */
    @Param("workerkit")
    public String peer = "";

    /** How many are connected. */
    @Param("1")
    public int masters;

    private final List<SharedWorker> connections = new ArrayList<>();
    private @Nullable Scratch scratch;
    private @Nullable WorkerRuntime runtime;

    /** Starts the worker, and connects all. */
    @Setup
    public void open() throws IOException {
        Tether.tieToRun();
        scratch = Scratch.make();
        WorkerAddress address = new WorkerAddress.Unix(scratch.folder().resolve("socket"));
        SharedWorkerSpec spec =
                SharedWorkerSpec.of(WorkerSpec.of(Echo.class).withChannel(ChannelSpec.strings()))
                        .withCookie(AdminCookie.file(cookie(scratch.folder())));
        runtime = WorkerRuntimes.open("local");
        for (int i = 0; i < masters; i++) {
            connections.add(runtime.connect(address, spec));
        }
    }

    private static Path cookie(Path folder) throws IOException {
        Path file = folder.resolve("cookie");
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, UUID.randomUUID() + "-" + UUID.randomUUID());
    }

    /** One of each. */
    @Benchmark
    public void requests() {
        for (SharedWorker connection : connections) {
            connection.channel().send("0123456789abcdef0123456789abcdef");
        }
        for (SharedWorker connection : connections) {
            connection.channel().receive();
        }
    }

    /** Stops the worker. */
    @TearDown
    public void close() {
        Scratch folder = Objects.requireNonNull(scratch);
        WorkerRuntime opened = Objects.requireNonNull(runtime);
        try (folder;
                opened) {
            connections.get(0).stop().join();
        }
    }
}
