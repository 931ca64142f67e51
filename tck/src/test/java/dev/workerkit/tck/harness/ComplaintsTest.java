package dev.workerkit.tck.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A build's log is for more than one harness. */
class ComplaintsTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Complaints complaints =
            new Complaints("[harness] ", new PrintStream(shown, true, StandardCharsets.UTF_8));

    private List<String> shown(String said) {
        complaints.read(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)));
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void areShownWithWhoComplains() {
        assertThat(shown("no such file\n\nünfinished"))
                .containsExactly("[harness] no such file", "[harness] ", "[harness] ünfinished");
        assertThat(complaints.last()).containsExactly("no such file", "", "ünfinished");
    }

    @Test
    void areCutWhereALineIsLong() {
        assertThat(shown("x".repeat(9000) + "\nnext\n"))
                .containsExactly(
                        "[harness] " + "x".repeat(200) + "… (9000 bytes)", "[harness] next");
    }

    @Test
    void areShownUpToALimitAndTheLastOnesKept() {
        assertThat(shown("again\n".repeat(5000) + "at last\n"))
                .hasSize(21)
                .last()
                .isEqualTo("[harness] (more than 20 lines; the rest is not shown)");
        assertThat(complaints.last()).hasSize(5).last().isEqualTo("at last");
    }
}
