package dev.workerkit.tck.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.WorkerId;
import dev.workerkit.spi.RunningWorker;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It sees what is really left. */
class LeakAuditTest {

    private interface Leaking {
        Closeable leak() throws IOException;
    }

    @TempDir private Path folder = Path.of("");

    private final List<Closeable> left = new ArrayList<>();

    @AfterEach
    void cleanUp() throws IOException {
        for (Closeable each : left) {
            each.close();
        }
    }

    @Test
    void nothingIsLeftWhereNothingWasMade() throws IOException {
        assertThat(leaks(1, () -> () -> {})).isEmpty();
    }

    @Test
    void seesAProcess() throws IOException {
        assertThat(leaks(1, this::process))
                .filteredOn(leak -> !leak.name().startsWith("pipe:"))
                .singleElement()
                .satisfies(leak -> assertThat(leak.kind()).isEqualTo("process"))
                .satisfies(leak -> assertThat(leak.name()).endsWith("sleep 600"))
                .satisfies(leak -> assertThat(leak.verifications()).containsExactly("number 1"));
    }

    @Test
    void seesAThreadThatKeepsTheJvmFromEnding() throws IOException {
        assertThat(leaks(1, () -> thread(false)))
                .extracting(Leak::toString)
                .containsExactly("the thread toy-reader-1, since number 1 ran");
    }

    @Test
    void seesDaemonThreadsIfTheyBecomeMore() throws IOException {
        assertThat(leaks(1, () -> thread(true))).isEmpty();
        assertThat(leaks(2, () -> thread(true)))
                .extracting(Leak::kind)
                .containsExactly("daemon thread", "daemon thread");
    }

    @Test
    void seesOpenFilesIfTheyBecomeMore() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(leaks(3, () -> new FileInputStream(file.toFile())))
                .extracting(Leak::toString)
                .containsExactly(
                        "the descriptor %s, since number 1 ran".formatted(file),
                        "the descriptor %s, since number 2 ran".formatted(file),
                        "the descriptor %s, since number 3 ran".formatted(file));
    }

    @Test
    void seesSockets() throws IOException {
        assertThat(leaks(1, () -> new ServerSocket(0, 1, InetAddress.getLoopbackAddress())))
                .singleElement()
                .satisfies(leak -> assertThat(leak.kind()).isEqualTo("socket"))
                .satisfies(leak -> assertThat(leak.name()).startsWith("at TCP port "));
        Path address = folder.resolve("s");
        assertThat(
                        leaks(
                                1,
                                () ->
                                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                                                .bind(UnixDomainSocketAddress.of(address))))
                .extracting(Leak::toString)
                .contains("the socket at %s, since number 1 ran".formatted(address));
    }

    @Test
    void seesTemporaryFilesButForLogs() throws IOException {
        assertThat(
                        leaks(
                                1,
                                () -> {
                                    Files.createFile(folder.resolve("queue"));
                                    Files.createFile(folder.resolve("worker.log"));
                                    return () -> {};
                                }))
                .extracting(Leak::toString)
                .containsExactly(
                        "the file %s, since number 1 ran".formatted(folder.resolve("queue")));
    }

    @Test
    void seesAProcessWhoseParentHasEnded() throws IOException {
        ProcessBuilder parent = orphaning();
        MarkedProcesses.mark(parent.environment());

        assertThat(leaks(1, () -> orphan(parent)))
                .extracting(Leak::toString)
                .singleElement(InstanceOfAssertFactories.STRING)
                .matches("the process \\d+: \\S*sleep 600, since number 1 ran");
    }

    @Test
    void tellsWhoseWorkerAProcessIs() throws IOException {
        ProcessBuilder parent = orphaning();
        parent.environment().put("WRK_ID", "worker-7");
        LeakAudit audit = new LeakAudit(ground());
        audit.begins("first");
        audit.begins("second");
        left.add(orphan(parent));
        audit.ends("first", Set.of());
        audit.begins("third");
        audit.ends("second", Set.of("worker-6", "worker-7"));
        audit.ends("third", Set.of("worker-8"));

        assertThat(audit.leftOver(Duration.ZERO))
                .singleElement()
                .satisfies(leak -> assertThat(leak.kind()).isEqualTo("process"))
                .satisfies(leak -> assertThat(leak.verifications()).containsExactly("second"));
    }

    @Test
    void theWorkersOfStrangersAreNotLeft() throws IOException {
        ProcessBuilder parent = orphaning();
        parent.environment().put("WRK_ID", "worker-of-a-stranger");

        assertThat(leaks(1, () -> orphan(parent))).isEmpty();
    }

    @Test
    void seesWhatNobodyElseUsesInSharedMemory() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory));
        Path[] made = new Path[1];

        assertThat(
                        leaks(
                                1,
                                () -> {
                                    made[0] = Files.createTempFile(memory, "toy-", "");
                                    Closeable open = Files.newInputStream(made[0]);
                                    return () -> {
                                        open.close();
                                        Files.delete(made[0]);
                                    };
                                }))
                .extracting(Leak::toString)
                .contains("the shared memory %s, since number 1 ran".formatted(made[0]));
    }

    @Test
    void whatStrangersHaveInSharedMemoryIsNotLeft() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory));
        SharedFiles shared = new SharedFiles();
        LeakAudit audit = new LeakAudit(ground());
        Path segment = Files.createTempFile(memory, "toy-", "");
        left.add(() -> Files.delete(segment));

        assertThat(shared.leftOver()).contains(segment);
        assertThat(audit.leftOver(Duration.ZERO))
                .extracting(Leak::name)
                .doesNotContain(segment.toString());

        Process stranger =
                new ProcessBuilder("sleep", "600").redirectInput(segment.toFile()).start();
        left.add(stranger::destroyForcibly);

        assertThat(shared.leftOver()).doesNotContain(segment);
    }

    @Test
    void seesAWorkerThatStillRuns() {
        RunningWorker worker =
                new RunningWorker(
                        new WorkerId("worker-7"), "toy", 1, Optional.empty(), Instant.EPOCH, false);
        LeakAudit audit =
                new LeakAudit(new Ground(Optional.empty(), List.of(), () -> List.of(worker)));
        audit.begins("first");
        audit.ends("first", Set.of());

        assertThat(audit.leftOver(Duration.ZERO)).isEmpty();

        audit.begins("second");
        audit.ends("second", Set.of("worker-7"));

        assertThat(audit.leftOver(Duration.ZERO))
                .extracting(Leak::toString)
                .containsExactly("the worker worker-7, since second ran");
    }

    @Test
    void whatGoesInTimeIsNotLeft() throws IOException {
        LeakAudit audit = new LeakAudit(ground());
        audit.begins("number 1");
        Closeable process = process();
        audit.ends("number 1", Set.of());
        process.close();

        assertThat(audit.leftOver(Duration.ofSeconds(20))).isEmpty();
    }

    @Test
    void tellsAllThatRanWhenItCame() throws IOException {
        LeakAudit audit = new LeakAudit(ground());
        audit.begins("early");
        audit.ends("early", Set.of());
        audit.begins("first");
        audit.begins("second");
        left.add(process());
        audit.ends("second", Set.of());
        audit.begins("third");
        audit.ends("first", Set.of());
        audit.ends("third", Set.of());

        assertThat(audit.leftOver(Duration.ZERO))
                .isNotEmpty()
                .extracting(Leak::verifications)
                .containsOnly(List.of("first", "second"));
    }

    private Ground ground() {
        return new Ground(Optional.of(folder), List.of(), List::of);
    }

    private List<Leak> leaks(int times, Leaking leaking) throws IOException {
        LeakAudit audit = new LeakAudit(ground());
        for (int i = 1; i <= times; i++) {
            audit.begins("number " + i);
            left.add(leaking.leak());
            audit.ends("number " + i, Set.of());
        }
        List<Leak> found = audit.leftOver(Duration.ZERO);
        cleanUp();
        left.clear();
        return found;
    }

    /** Its child goes on without it. */
    private static ProcessBuilder orphaning() {
        return new ProcessBuilder("sh", "-c", "sleep 600 >/dev/null 2>&1 </dev/null & echo $!");
    }

    private static Closeable orphan(ProcessBuilder orphaning) throws IOException {
        Process parent = orphaning.start();
        ProcessHandle child;
        try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
            child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
        }
        parent.onExit().join();
        return child::destroyForcibly;
    }

    private Closeable process() throws IOException {
        Process process =
                new ProcessBuilder("sleep", "600")
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process::destroyForcibly;
    }

    private Closeable thread(boolean daemon) {
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
                        "toy-reader-" + (left.size() + 1));
        thread.setDaemon(daemon);
        thread.start();
        return () -> {
            end.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
