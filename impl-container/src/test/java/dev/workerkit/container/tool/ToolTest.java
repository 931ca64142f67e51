package dev.workerkit.container.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ToolTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Tool shell = Tool.require("sh", "install one");

    @Test
    void itTellsWhatWasSaid() {
        assertThat(shell.run(LIMIT, "-c", "echo one; echo two >&2")).isEqualTo("one\ntwo");
    }

    @Test
    void itHasNothingToRead() {
        assertThat(shell.run(LIMIT, "-c", "cat; echo end")).isEqualTo("end");
    }

    @Test
    void aFailureIsQuoted() {
        assertThatThrownBy(() -> shell.run(LIMIT, "-c", "echo broken; exit 3"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("-c echo broken")
                .hasMessageContaining("failed with 3")
                .hasMessageContaining("'broken'");
        assertThat(shell.attempt(LIMIT, "-c", "exit 3")).isEqualTo(new Tool.Outcome(3, ""));
    }

    @Test
    void oneThatHangsIsKilled() {
        assertThatThrownBy(() -> shell.run(Duration.ofMillis(100), "-c", "exec sleep 60"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("not done in 100 ms");
    }

    @Test
    void oneThatIsMissingIsToldWithAdvice() {
        assertThat(Tool.find("no-such-program")).isEmpty();
        assertThatThrownBy(() -> Tool.require("no-such-program", "install it"))
                .isInstanceOf(ToolException.class)
                .hasMessage("There is no program 'no-such-program'; install it");
        assertThatThrownBy(() -> new Tool(Path.of("/no/such")).run(LIMIT))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("/no/such");
    }
}
