package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.WorkerException;
import dev.workerkit.os.RunKind;
import dev.workerkit.os.RunPlace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContainerGuardTest {

    private static final URI NO_ENGINE = URI.create("unix:///nowhere.sock");
    private static final long SECONDS = 30;

    @Test
    void aGuardThatDiesIsReplacedAlsoWhileARuntimeOpens(@TempDir Path base) throws Exception {
        RunPlace place = RunPlace.in(RunKind.CONTAINERS, base, base);
        Guard.add(place, NO_ENGINE);
        try {
            long first = awaitOtherThan(0);
            // As one has it who opens a runtime in this moment, and tells the guard of it.
            synchronized (Guard.class) {
                ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
                assertThat(awaitOtherThan(first)).isPositive();
            }
        } finally {
            Guard.remove(place.token());
        }
    }

    private static long awaitOtherThan(long former) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            for (ProcessHandle each : Guards.of(ProcessHandle.current().pid())) {
                if (each.pid() != former) {
                    return each.pid();
                }
            }
            assertThat(System.nanoTime()).as("there is a guard").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    @Test
    void aFolderWhoseNameWouldBreakALineIsRefused() {
        for (String name : List.of("/a\tb", "/a\nb")) {
            assertThatThrownBy(() -> GuardMain.line("token", NO_ENGINE, List.of(Path.of(name))))
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining("java.io.tmpdir");
        }
    }
}
