package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuardProcessTest {

    /** Of the pauses before the third to the fifth guard. */
    private static final long PAUSES_MILLIS = 100 + 200 + 400;

    @TempDir Path folder;

    private Path starts() {
        return folder.resolve("starts");
    }

    private GuardProcess start(String script) {
        List<String> words = List.of("sh", "-c", "echo >>" + starts() + "; " + script);
        return GuardProcess.start(
                "workerkit-guard-test",
                new SpawnRequest(Path.of("/bin/sh"), words, Map.of(), Optional.empty()),
                () -> "");
    }

    private long count() {
        try {
            return Files.exists(starts()) ? Files.readAllLines(starts()).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void guardsThatDieYoungAreReplacedEverMoreSlowly() {
        long begin = System.nanoTime();
        try (GuardProcess guard = start("echo $$")) {
            Await.until("there were five", () -> count() >= 5);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
                    .isGreaterThanOrEqualTo(PAUSES_MILLIS);
            assertThat(guard.isOver()).isFalse();
        }
        Await.until("the thread that looks after it has ended", () -> keepers() == 0);
    }

    @Test
    void aGuardThatDoesNotStartIsGivenUp() {
        GuardProcess guard = start("exit 1");
        Await.until("it is given up", guard::isOver);
        assertThat(count()).isEqualTo(3);
        guard.tell("nobody hears it");
        guard.close();
    }

    private static long keepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("workerkit-guard-test"))
                .count();
    }
}
