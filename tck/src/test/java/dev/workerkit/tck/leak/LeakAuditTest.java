package dev.workerkit.tck.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
    void seesTemporaryFiles() throws IOException {
        assertThat(
                        leaks(
                                1,
                                () -> {
                                    Files.createFile(folder.resolve("queue"));
                                    return () -> {};
                                }))
                .extracting(Leak::toString)
                .containsExactly(
                        "the file %s, since number 1 ran".formatted(folder.resolve("queue")));
    }

    @Test
    void whatGoesInTimeIsNotLeft() throws IOException {
        LeakAudit audit = new LeakAudit(Optional.of(folder));
        audit.begins("number 1");
        Closeable process = process();
        audit.ends("number 1");
        process.close();

        assertThat(audit.leftOver(Duration.ofSeconds(20))).isEmpty();
    }

    @Test
    void tellsAllThatRanWhenItCame() throws IOException {
        LeakAudit audit = new LeakAudit(Optional.of(folder));
        audit.begins("early");
        audit.ends("early");
        audit.begins("first");
        audit.begins("second");
        left.add(process());
        audit.ends("second");
        audit.begins("third");
        audit.ends("first");
        audit.ends("third");

        assertThat(audit.leftOver(Duration.ZERO))
                .isNotEmpty()
                .extracting(Leak::verifications)
                .containsOnly(List.of("first", "second"));
    }

    private List<Leak> leaks(int times, Leaking leaking) throws IOException {
        LeakAudit audit = new LeakAudit(Optional.of(folder));
        for (int i = 1; i <= times; i++) {
            audit.begins("number " + i);
            left.add(leaking.leak());
            audit.ends("number " + i);
        }
        List<Leak> found = audit.leftOver(Duration.ZERO);
        cleanUp();
        left.clear();
        return found;
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
