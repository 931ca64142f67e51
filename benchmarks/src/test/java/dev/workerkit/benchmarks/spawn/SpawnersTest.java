package dev.workerkit.benchmarks.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each spawner starts processes that answer, and leaves none. */
@Timeout(120)
class SpawnersTest {

    static Stream<Spawner.Kind> kinds() {
        return Spawners.all().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void startsProcessesOneAfterAnother(Spawner.Kind kind) throws Exception {
        assumeThat(kind.absence()).isEmpty();
        try (Spawner spawner = kind.open()) {
            for (int i = 0; i < 2; i++) {
                spawner.spawn();
                spawner.end();
            }
        }
    }

    @Test
    void anInterpreterThatIsNotThereIsAbsent() {
        assertThat(ScriptSpawner.absence("no-such-interpreter", "--version"))
                .hasValueSatisfying(why -> assertThat(why).contains("no-such-interpreter"));
        assertThat(ScriptSpawner.absence("false", "--version"))
                .hasValueSatisfying(why -> assertThat(why).contains("does not run"));
    }
}
