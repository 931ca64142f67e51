package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void isDrawnAgainAndGoneAtTheEnd() {
        new Tck(
                        "dev.workerkit.tck.sample.mixed",
                        Duration.ofSeconds(60),
                        new Terminal(out, true, false, 50),
                        false)
                .execute(out, "run", "--runtime", "fake", "--area", "LIFE");

        List<String> drawn =
                Stream.of(written.toString(StandardCharsets.UTF_8).split("\r\u001b\\[K")).toList();
        List<String> bars = drawn.stream().filter(part -> part.startsWith("[")).toList();
        assertThat(bars).allMatch(bar -> bar.length() < 50 && !bar.contains("\n"));
        assertThat(bars.get(0)).matches("\\[\\.{24}] 0/\\d+ .*");
        assertThat(bars).last().asString().matches("\\[={24}] (\\d+)/\\1 .*");
        assertThat(drawn)
                .anyMatch(part -> part.startsWith("FAILED MixedVerification.failsWithMarkup"))
                .last()
                .asString()
                .startsWith(System.lineSeparator() + "FAILED WRK-LIFE-002");
    }

    @Test
    void isNotForFilesNorForPipes() {
        assertThat(Terminal.of(out, Map.of("CI", "true")).interactive()).isFalse();
        assertThat(Terminal.of(out, Map.of("TERM", "dumb")).interactive()).isFalse();
        assertThat(Terminal.plain(out).coloured()).isFalse();
    }

    @Test
    void knowsHowWideItIs() {
        assertThat(Terminal.of(out, Map.of("COLUMNS", "120")).width()).isEqualTo(120);
        assertThat(Terminal.of(out, Map.of("COLUMNS", "wide")).width()).isEqualTo(80);
    }
}
