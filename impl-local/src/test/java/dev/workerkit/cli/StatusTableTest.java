package dev.workerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Counter;
import dev.workerkit.Range;
import dev.workerkit.WorkerStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static String shown(WorkerStatus status) {
        StringWriter text = new StringWriter();
        StatusTable.show(status, new PrintWriter(text));
        return text.toString();
    }

    @Test
    void figuresStandBelowEachOther() {
        assertThat(
                        shown(
                                new WorkerStatus(
                                        "squaring",
                                        List.of(
                                                Counter.of("queue", 12)
                                                        .within(0, 100)
                                                        .withWarning(Range.parse("50")),
                                                Counter.of("wall_time", 1234.5).withUnit("s"),
                                                Counter.of("ratio", Double.NaN)))))
                .isEqualTo(
                        """
                        squaring

                        COUNTER     VALUE  UNIT  MIN  MAX  WARNING
                        queue          12          0  100  50
                        wall_time  1234.5  s
                        ratio           ?
                        """);
    }

    @Test
    void whatIsNotThereIsNotShown() {
        assertThat(shown(WorkerStatus.of(""))).isEmpty();
        assertThat(shown(WorkerStatus.of("one\ntwo"))).isEqualTo("one\ntwo\n");
        assertThat(shown(new WorkerStatus("", List.of(Counter.of("a", 1)))))
                .isEqualTo("COUNTER  VALUE\na            1\n");
    }

    @Test
    void noWorkerCommandsTheTerminal() {
        assertThat(shown(new WorkerStatus("\u001b[2J", List.of(Counter.of("\u0007a", 1)))))
                .isEqualTo("?[2J\n\nCOUNTER  VALUE\n?a           1\n");
    }
}
