package dev.workerkit.container.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that were built before, found or built again. */
class LayerCacheTest {

    private static final int MASTERS = 4;

    private static final String VERSION = "-v" + LayerCache.FORMAT;

    @TempDir Path folder;

    private Path source;
    private Path builds;
    private LayerCache cache;
    private LayerCache.Order order;

    @BeforeEach
    void open() throws IOException {
        source = Files.writeString(folder.resolve("source"), "content");
        builds = Files.createFile(folder.resolve("builds"));
        Files.createFile(folder.resolve("ready"));
        cache = new LayerCache(folder.resolve("cache"));
        order = order("layer", source, builds);
    }

    /** A layer of one file; tells a file of each time that it is built. */
    private static LayerCache.Order order(String name, Path source, Path builds) {
        return new LayerCache.Order(
                name,
                (content, workplace) -> {
                    Files.writeString(builds, "built\n", StandardOpenOption.APPEND);
                    content.copy("/file", source);
                    content.source(source);
                });
    }

    private Layer built() throws IOException {
        try (FolderLock lock = cache.lock()) {
            return cache.built(order, lock);
        }
    }

    private Layer verified() throws IOException {
        try (FolderLock lock = cache.lock()) {
            return cache.verified(order, lock);
        }
    }

    private void assertBuilds(int times) {
        assertThat(builds).hasContent("built\n".repeat(times));
    }

    @Test
    void whatIsThereIsNotBuiltAgain() throws IOException {
        assertThat(cache.find(order)).isEmpty();

        Layer first = built();

        assertThat(built()).isEqualTo(first);
        assertThat(verified()).isEqualTo(first);
        assertThat(cache.find(order)).contains(first);
        assertThat(first.digest()).isEqualTo(Sha256.of(first.tar()));
        assertThat(first.size()).isEqualTo(Files.size(first.tar()));
        assertBuilds(1);
    }

    @Test
    void aSourceThatChangesComesOrGoesIsNoticed() throws IOException {
        Layer first = built();
        Files.writeString(source, "changed");
        Files.setLastModifiedTime(source, FileTime.fromMillis(1));

        assertThat(cache.find(order)).isEmpty();
        assertThat(built().digest()).isNotEqualTo(first.digest());

        Files.delete(source);
        assertThat(cache.find(order)).isEmpty();
    }

    @Test
    void aCutOrMissingArchiveIsBuiltAgain() throws IOException {
        Layer first = built();
        byte[] whole = Files.readAllBytes(first.tar());
        Files.write(first.tar(), new byte[10]);

        assertThat(built()).isEqualTo(first);
        assertThat(first.tar()).hasBinaryContent(whole);

        Files.delete(first.tar());
        assertThat(built()).isEqualTo(first);
        assertBuilds(3);
    }

    @Test
    void aChangedByteIsFoundBeforeAnEngineGetsIt() throws IOException {
        Layer first = built();
        byte[] whole = Files.readAllBytes(first.tar());
        byte[] broken = whole.clone();
        broken[600] ^= 1;
        Files.write(first.tar(), broken);

        assertThat(verified()).isEqualTo(first);

        assertThat(first.tar()).hasBinaryContent(whole);
        assertBuilds(2);
    }

    @Test
    void noBrokenDescriptionIsBelieved() throws IOException {
        Layer first = built();
        Path description = only(".layer");
        byte[] whole = Files.readAllBytes(description);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(description, Arrays.copyOf(whole, length));
            assertThat(cache.find(order)).as("%d bytes", length).isEmpty();
        }
        byte[] broken = whole.clone();
        broken[10] ^= 1;
        Files.write(description, broken);
        assertThat(cache.find(order)).isEmpty();
        Files.write(description, new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThat(built()).isEqualTo(first);
    }

    @Test
    void namesOfSourcesMayHaveAnyLetter() throws IOException {
        source = Files.writeString(folder.resolve("a b%0A\nc%25"), "content");
        order = order("strange", source, builds);
        Layer first = built();

        assertThat(cache.find(order)).contains(first);
        Files.delete(source);
        assertThat(cache.find(order)).isEmpty();
    }

    @Test
    void aBuildThatFailsLeavesNothingAndIsTriedAgain() throws IOException {
        LayerCache.Order failing =
                new LayerCache.Order(
                        "failing",
                        (content, workplace) -> {
                            Files.createFile(workplace.resolve("draft"));
                            throw new IOException("on purpose");
                        });
        try (FolderLock lock = cache.lock()) {
            assertThatThrownBy(() -> cache.built(failing, lock)).hasMessage("on purpose");
        }

        assertThat(names()).containsExactly("lock");
        built();
        assertThat(names())
                .containsExactly("layer" + VERSION + ".layer", "layer" + VERSION + ".tar", "lock");
    }

    @Test
    void whatAKilledMasterLeftIsNoHindrance() throws IOException {
        Path left = Files.createDirectories(folder.resolve("cache/work/staged"));
        Files.writeString(left.resolve("half"), "half");
        Files.writeString(folder.resolve("cache/layer" + VERSION + ".layer.new"), "half");

        built();

        assertThat(names())
                .containsExactly("layer" + VERSION + ".layer", "layer" + VERSION + ".tar", "lock");
    }

    @Test
    void theLongestUnusedAreDeleted() throws IOException {
        for (int i = 0; i < 20; i++) {
            order = order("layer" + i, source, builds);
            built();
            Files.setLastModifiedTime(
                    folder.resolve("cache/layer" + i + VERSION + ".layer"), FileTime.fromMillis(i));
        }
        order = order("last", source, builds);
        built();

        List<String> names = names();
        assertThat(names)
                .contains("last" + VERSION + ".tar", "layer19" + VERSION + ".tar")
                .doesNotContain("layer0" + VERSION + ".tar");
        assertThat(names.stream().filter(name -> name.endsWith(".tar")).count())
                .isEqualTo(names.stream().filter(name -> name.endsWith(".layer")).count())
                .isLessThanOrEqualTo(12);
    }

    @Test
    void nobodyElseMayChangeIt() throws IOException {
        built();

        assertThat(Files.getPosixFilePermissions(folder.resolve("cache")))
                .allMatch(right -> right.name().startsWith("OWNER_"));
    }

    @Test
    void threadsThatRaceBuildOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(MASTERS);
        try {
            List<Callable<Layer>> calls = new ArrayList<>();
            for (int i = 0; i < MASTERS; i++) {
                calls.add(this::built);
            }
            for (Future<Layer> layer : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                assertThat(layer.get()).isEqualTo(cache.find(order).orElseThrow());
            }
        } finally {
            threads.shutdownNow();
        }
        assertBuilds(1);
    }

    @Test
    void mastersThatRaceBuildOnce() throws IOException, InterruptedException {
        List<Process> masters = new ArrayList<>();
        for (int i = 0; i < MASTERS; i++) {
            masters.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Master.class.getName(),
                                    folder.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("master" + i).toFile())
                            .start());
        }
        try {
            LayerCache.Order slow =
                    new LayerCache.Order(
                            order.name(),
                            (content, workplace) -> {
                                awaitMasters();
                                order.recipe().fill(content, workplace);
                            });
            try (FolderLock lock = cache.lock()) {
                cache.built(slow, lock);
            }
            for (Process master : masters) {
                assertThat(master.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(master.exitValue()).isZero();
            }
        } finally {
            masters.forEach(Process::destroyForcibly);
        }
        assertBuilds(1);
    }

    /** Till all are about to take the lock, and one that did not wait for it would have built. */
    private void awaitMasters() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.size(folder.resolve("ready")) < MASTERS) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }

    /** A master in a process of its own. */
    static final class Master {

        private Master() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            // All classes are loaded then, and the race is about the lock alone.
            Path own = Files.createTempDirectory(folder, "own");
            build(own, Files.writeString(own.resolve("source"), ""), own.resolve("source"));
            Files.writeString(folder.resolve("ready"), "+", StandardOpenOption.APPEND);
            build(folder, folder.resolve("source"), folder.resolve("builds"));
        }

        private static void build(Path folder, Path source, Path builds) throws IOException {
            LayerCache cache = new LayerCache(folder.resolve("cache"));
            try (FolderLock lock = cache.lock()) {
                cache.built(order("layer", source, builds), lock);
            }
        }
    }

    private Path only(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
