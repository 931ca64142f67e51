package dev.workerkit.tck.sabotage;

import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Of what runtimes leave. Whatever it is goes with the verification that it was left in, or with the
 * folder of a JVM that this has started.
 */
final class SpiLeakSabotages {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private SpiLeakSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "leaves-a-process",
                        "WRK-SPI-016",
                        "Has a process for each worker, which it forgets when it is closed",
                        StrayingRuntime.leavingThem()),
                Sabotage.of(
                        "leaves-a-thread",
                        "WRK-SPI-016",
                        "Has a thread that keeps its master from ending when it is closed",
                        leaving(() -> thread(false))),
                Sabotage.of(
                        "leaves-a-daemon-thread",
                        "WRK-SPI-016",
                        "Has a thread that goes on when it is closed",
                        leaving(() -> thread(true))),
                Sabotage.of(
                        "leaves-a-socket",
                        "WRK-SPI-016",
                        "Listens at a port when it is closed",
                        leaving(SpiLeakSabotages::socket)),
                Sabotage.of(
                        "leaves-an-open-file",
                        "WRK-SPI-016",
                        "Has a file open when it is closed, which it deleted",
                        leaving(SpiLeakSabotages::openFile)),
                Sabotage.of(
                        "leaves-a-file",
                        "WRK-SPI-016",
                        "Does not delete a temporary file when it is closed",
                        atClose(SpiLeakSabotages::temporaryFile)),
                Sabotage.of(
                        "leaves-shared-memory",
                        "WRK-SPI-016",
                        "Does not delete a segment of shared memory when it is closed",
                        leaving(SpiLeakSabotages::segment)));
    }

    /** Makes something. */
    private interface Making {
        Closeable make() throws IOException;
    }

    /** In the JVM of a verification, which gets rid of it in the end. */
    private static Deed leaving(Making making) {
        return atClose(
                () -> {
                    Optional<TckSession> session = TckSession.ifAny();
                    if (session.isPresent()) {
                        session.orElseThrow().closeAtEnd(making.make());
                    }
                    return () -> {};
                });
    }

    private static Deed atClose(Making making) {
        return Deed.toRuntime(runtime -> closedWith(runtime, making));
    }

    private static WorkerRuntime closedWith(WorkerRuntime runtime, Making making) {
        return new ForwardingRuntime(runtime) {
            @Override
            public void close() {
                super.close();
                try {
                    making.make();
                } catch (IOException e) {
                    throw new UncheckedIOException("Nothing can be left here", e);
                }
            }
        };
    }

    private static Closeable thread(boolean daemon) {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "sabotage");
        thread.setDaemon(daemon);
        thread.start();
        return end::countDown;
    }

    private static Closeable socket() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Closeable openFile() throws IOException {
        Path file = Files.createTempFile("sabotage-", ".queue");
        Closeable open = Files.newInputStream(file);
        Files.delete(file);
        return open;
    }

    /** Where nobody else looks after it, that is the folder of a JVM that has one. */
    private static Closeable temporaryFile() throws IOException {
        Path file = Files.createTempFile("sabotage-", ".queue");
        TckSession.ifAny().ifPresent(session -> session.closeAtEnd(() -> Files.delete(file)));
        return () -> {};
    }

    private static Closeable segment() throws IOException {
        Path segment = Files.createTempFile(SHARED_MEMORY, "sabotage-", "");
        return () -> Files.delete(segment);
    }
}
