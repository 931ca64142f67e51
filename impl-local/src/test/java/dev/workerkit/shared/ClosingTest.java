package dev.workerkit.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.EventLoopKind;
import dev.workerkit.MessageCodec;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerSpec;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The close of a runtime while others connect. */
class ClosingTest {

    private static final int ROUNDS = 30;
    private static final int THREADS = 6;
    private static final long LIMIT_SECONDS = 15;

    @TempDir private Path folder;

    @Test
    void whoeverConnectsMeanwhileIsToldAtOnce() throws Exception {
        WorkerAddress address = new WorkerAddress.Unix(folder.resolve("s"));
        for (int round = 0; round < ROUNDS; round++) {
            SharedWorkers workers = new SharedWorkers("test", EventLoopKind.AUTO, new Nothing());
            CountDownLatch under = new CountDownLatch(THREADS);
            List<CompletableFuture<Void>> callers =
                    IntStream.range(0, THREADS)
                            .mapToObj(
                                    i ->
                                            CompletableFuture.runAsync(
                                                    () -> callUntilClosed(workers, address, under),
                                                    work -> new Thread(work).start()))
                            .toList();
            assertThat(under.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(5_000));

            workers.close();

            for (CompletableFuture<Void> caller : callers) {
                caller.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    @Timeout(60)
    void whoeverWasCalledIsLeft() throws Exception {
        Path path = folder.resolve("s");
        WorkerAddress address = new WorkerAddress.Unix(path);
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(UnixDomainSocketAddress.of(path));
            for (int round = 0; round < ROUNDS; round++) {
                SharedWorkers workers =
                        new SharedWorkers("test", EventLoopKind.AUTO, new Nothing());
                CompletableFuture<Void> caller =
                        CompletableFuture.runAsync(
                                () ->
                                        assertThatThrownBy(
                                                        () ->
                                                                workers.connect(
                                                                        address,
                                                                        SharedWorkerSpec
                                                                                .existing()))
                                                .isInstanceOf(RuntimeClosedException.class),
                                work -> new Thread(work).start());
                try (SocketChannel called = mute.accept()) {
                    TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(500));

                    workers.close();

                    caller.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                    ByteBuffer introduction = ByteBuffer.allocate(1000);
                    while (called.read(introduction) >= 0) {
                        introduction.clear();
                    }
                }
            }
        }
    }

    private static void callUntilClosed(
            SharedWorkers workers, WorkerAddress address, CountDownLatch under) {
        boolean closed = false;
        while (!closed) {
            try {
                workers.connect(address, SharedWorkerSpec.existing());
            } catch (SharedWorkerUnavailableException e) {
                assertThat(e).hasMessageContaining("Nobody listens");
            } catch (RuntimeClosedException e) {
                closed = true;
            }
            under.countDown();
        }
    }

    /** Starts nothing. */
    private static final class Nothing implements Starter {

        @Override
        public boolean isLocal(WorkerAddress address) {
            return true;
        }

        @Override
        public void check(WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {}

        @Override
        public MessageCodec codec(String name) {
            throw new AssertionError("Nobody has named one");
        }

        @Override
        public boolean takesCodec(String name) {
            return true;
        }

        @Override
        public String log(WorkerAddress address, SharedWorkerSpec spec) {
            return "";
        }

        @Override
        public Optional<Start> tryStart(
                WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
            return Optional.empty();
        }

        @Override
        public void awaitEnd(WorkerAddress address, long pid) {}
    }
}
