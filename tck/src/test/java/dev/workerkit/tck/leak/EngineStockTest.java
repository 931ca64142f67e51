package dev.workerkit.tck.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.workerkit.tck.leak.Holding.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is really in an engine, where there is one. */
class EngineStockTest {

    private static final Duration CLOCK_ERROR = Duration.ofSeconds(2);

    private final List<EngineCommand> engines = EngineCommand.thatAnswer();
    private final String name = "tck-test-" + UUID.randomUUID();

    @BeforeEach
    void anEngineIsThere() {
        assumeFalse(engines.isEmpty(), "No engine of containers answers on this machine");
    }

    @Test
    void seesANetworkThatNobodyIsIn() throws Exception {
        assertIsSeen(Kind.NETWORK, "network", "create", "--internal", name);
    }

    @Test
    void seesAVolumeThatNobodyHas() throws Exception {
        assertIsSeen(Kind.VOLUME, "volume", "create", name);
    }

    private void assertIsSeen(Kind kind, String... creation) throws Exception {
        EngineCommand engine = engines.get(0);
        EngineStock stock = new EngineStock(List.of(engine));
        Instant before = Instant.now();
        run(engine, creation);
        try {
            assertThat(stock.left(id -> false))
                    .filteredOn(each -> each.name().equals(name + " of " + engine.program()))
                    .singleElement()
                    .satisfies(each -> assertThat(each.kind()).isEqualTo(kind))
                    .satisfies(
                            each ->
                                    assertThat(each.born().orElseThrow())
                                            .isBetween(
                                                    before.minus(CLOCK_ERROR),
                                                    Instant.now().plus(CLOCK_ERROR)));
            assertThat(new EngineStock(List.of(engine)).left(id -> false))
                    .extracting(Holding::name)
                    .doesNotContain(name + " of " + engine.program());
        } finally {
            run(engine, kind.toString(), "rm", name);
        }
        assertThat(stock.left(id -> false))
                .extracting(Holding::name)
                .doesNotContain(name + " of " + engine.program());
    }

    @Test
    void aProgramThatIsNotThereHasNothing() {
        EngineCommand none = new EngineCommand("no-such-engine");

        assertThat(none.all(Kind.CONTAINER)).isEmpty();
        assertThat(none.look(Kind.NETWORK, Set.of("bridge"))).isEmpty();
    }

    private static void run(EngineCommand engine, String... words)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder()
                        .command(
                                Stream.concat(Stream.of(engine.program()), Stream.of(words))
                                        .toList())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
