package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.Await;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryKillsTest {

    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final String DEVOURING = "tail /dev/zero";
    private static final int KILLED = 128 + 9;

    private final Path group = Path.of("/sys/fs/cgroup/memory/workerkit-test-" + UUID.randomUUID());
    private final AtomicInteger told = new AtomicInteger();

    @BeforeEach
    void makeGroup() throws IOException {
        Optional<String> missing = MemoryKills.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Files.createDirectory(group);
        Files.writeString(group.resolve("memory.limit_in_bytes"), "16M");
    }

    @AfterEach
    void removeGroup() {
        Await.until("no process is left in the group", this::isGone);
    }

    /** It is busy for a moment after the last of its processes has ended. */
    private boolean isGone() {
        try {
            Files.deleteIfExists(group);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Process shell(String line) throws IOException {
        return new ProcessBuilder("sh", "-c", "echo $$ > " + group + "/cgroup.procs; " + line)
                .redirectErrorStream(true)
                .start();
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
        return process.exitValue();
    }

    @Test
    void aKillOfTheOnlyProcessIsTold() throws Exception {
        try (MemoryKills kills = MemoryKills.watch(group, told::incrementAndGet)) {
            assertThat(kills.happened(AT_ONCE)).isFalse();

            assertThat(end(shell("exec " + DEVOURING))).isEqualTo(KILLED);

            assertThat(kills.happened(AT_ONCE)).isTrue();
            Await.until("it is told", () -> told.get() == 1);
        }
    }

    @Test
    void aKillOfAChildIsToldWhileItsParentLives() throws Exception {
        try (MemoryKills kills = MemoryKills.watch(group, told::incrementAndGet)) {
            Process parent = shell(DEVOURING + "; echo over; exec sleep 1000");

            Await.until("it is told", () -> told.get() == 1);

            assertThat(parent.isAlive()).isTrue();
            assertThat(kills.happened(AT_ONCE)).isTrue();
            parent.destroyForcibly();
            end(parent);
        }
    }

    /** As an engine removes it at once. */
    @Test
    void aKillIsKnownAlsoWhenTheGroupIsGone() throws Exception {
        try (MemoryKills kills = MemoryKills.watch(group, told::incrementAndGet)) {
            Process process = shell("exec " + DEVOURING);
            while (process.isAlive() || !isGone()) {
                Thread.onSpinWait();
            }

            assertThat(kills.happened(Await.LIMIT)).isTrue();
            Await.until("it is told", () -> told.get() == 1);
        }
    }

    @Test
    void noOtherEndIsOne() throws Exception {
        try (MemoryKills kills = MemoryKills.watch(group, told::incrementAndGet)) {
            assertThat(end(shell("kill -KILL $$"))).isEqualTo(KILLED);
            assertThat(kills.happened(AT_ONCE)).isFalse();

            Await.until("the group is gone", this::isGone);

            assertThat(kills.happened(AT_ONCE)).isFalse();
            assertThat(told).hasValue(0);
        }
    }

    @Test
    void whatHappenedBeforeIsToldAtOnce() throws Exception {
        assertThat(end(shell("exec " + DEVOURING))).isEqualTo(KILLED);

        try (MemoryKills kills = MemoryKills.watch(group, told::incrementAndGet)) {
            assertThat(kills.happened(AT_ONCE)).isTrue();
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void aGroupThatIsNotThereIsRefused() {
        Path nowhere = group.resolveSibling("workerkit-test-nowhere");

        assertThatThrownBy(() -> MemoryKills.watch(nowhere, told::incrementAndGet))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(nowhere.toString());
    }
}
