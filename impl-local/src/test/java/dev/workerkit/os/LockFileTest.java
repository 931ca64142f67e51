package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 3000;

    @TempDir Path folder;

    private final AtomicInteger holders = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    /** Who opens the file just before its holder deletes it locks one that nobody else can find. */
    @Test
    void oneHoldsItAlsoWhenItsHoldersDeleteIt() {
        Path file = folder.resolve("lock");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            IntStream.range(0, THREADS)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> takeAndDelete(file), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
        assertThat(together).hasValue(0);
        assertThat(taken).hasPositiveValue();
        assertThat(file).doesNotExist();
    }

    private void takeAndDelete(Path file) {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Optional<LockFile> lock = LockFile.tryTake(file);
                if (lock.isPresent()) {
                    if (holders.incrementAndGet() > 1) {
                        together.incrementAndGet();
                    }
                    Thread.yield();
                    holders.decrementAndGet();
                    lock.get().delete();
                    taken.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aChildThatWasHandedItHoldsItWhenTheMasterLetsGo() throws Exception {
        Path file = folder.resolve("lock");
        LockFile lock = LockFile.tryTake(file).orElseThrow();
        NativeProcess child =
                NativeProcess.spawnWith(
                        new SpawnRequest(
                                Path.of("/bin/sh"),
                                java.util.List.of("sh", "-c", "exec sleep 100"),
                                java.util.Map.of("PATH", System.getenv("PATH")),
                                Optional.empty()),
                        Descriptor.none(),
                        Descriptor.none(),
                        Descriptor.none(),
                        lock.descriptor());
        lock.close();
        assertThat(LockFile.tryTake(file)).isEmpty();

        child.signal(Signal.SIGKILL);
        child.exit().join();
        child.reap();

        LockFile again = LockFile.tryTakeExisting(file).orElseThrow();
        again.delete();
        assertThat(Files.exists(file)).isFalse();
    }
}
