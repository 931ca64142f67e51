package dev.workerkit.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Counter;
import dev.workerkit.Range;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFormTest {

    private static WorkerStatus read(String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        return StatusForm.read(PlainJson.fromBytes(bytes, 0, bytes.length));
    }

    private static String written(WorkerStatus status) {
        return new String(PlainJson.toBytes(StatusForm.of(status)), UTF_8);
    }

    @Test
    void allThatACounterHasIsWrittenAndReadAgain() throws IOException {
        WorkerStatus status =
                new WorkerStatus(
                        "2 of 9",
                        List.of(
                                Counter.of("plain", -0.5),
                                Counter.of("done", 2)
                                        .withUnit("B")
                                        .within(0, 9)
                                        .withWarning(Range.parse("~:5"))
                                        .withCritical(Range.parse("@8:9"))));

        assertThat(written(status))
                .isEqualTo(
                        "{\"text\":\"2 of 9\",\"counters\":[{\"name\":\"plain\",\"value\":-0.5},"
                                + "{\"name\":\"done\",\"value\":2.0,\"unit\":\"B\",\"min\":0.0,"
                                + "\"max\":9.0,\"warning\":\"~:5\",\"critical\":\"@8:9\"}]}");
        assertThat(read(written(status))).isEqualTo(status);
    }

    @Test
    void figuresThatJsonDoesNotHaveAreLeftOut() throws IOException {
        WorkerStatus status =
                new WorkerStatus(
                        "",
                        List.of(
                                Counter.of("ratio", Double.NaN),
                                Counter.of("age", Double.POSITIVE_INFINITY)
                                        .within(0, Double.POSITIVE_INFINITY)));

        assertThat(written(status))
                .isEqualTo(
                        "{\"text\":\"\",\"counters\":[{\"name\":\"ratio\"},"
                                + "{\"name\":\"age\",\"min\":0.0}]}");
        assertThat(read(written(status)).counters().get(0)).isEqualTo(Counter.of("ratio", 0.0 / 0));
    }

    @Test
    void littleWillDo() throws IOException {
        assertThat(read("\"squaring\"")).isEqualTo(WorkerStatus.of("squaring"));
        assertThat(read("{}")).isEqualTo(WorkerStatus.of(""));
        assertThat(read("{\"text\":null,\"counters\":null,\"new\":1}"))
                .isEqualTo(WorkerStatus.of(""));
        assertThat(read("{\"counters\":[{\"name\":\"a\",\"value\":1,\"new\":[]}]}").counters())
                .containsExactly(Counter.of("a", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; neither a text nor an object",
                "null; neither a text nor an object",
                "[]; neither a text nor an object",
                "{\"text\":1}; 'text' is no text",
                "{\"counters\":{}}; 'counters' is no list",
                "{\"counters\":[1]}; a counter is no object",
                "{\"counters\":[{\"value\":1}]}; a counter has no name",
                "{\"counters\":[{\"name\":\" \",\"value\":1}]}; counter.name: it is blank",
                "{\"counters\":[{\"name\":\"a\",\"value\":\"1\"}]}; 'value' is no number",
                "{\"counters\":[{\"name\":\"a\",\"value\":1,\"max\":\"9\"}]}; 'max' is no number",
                "{\"counters\":[{\"name\":\"a\",\"value\":1,\"unit\":7}]}; 'unit' is no text",
                "{\"counters\":[{\"name\":\"a\",\"value\":1,\"warning\":5}]}; 'warning' is no text",
                "{\"counters\":[{\"name\":\"a\",\"value\":1,\"warning\":\"5:1\"}]}; '5:1' is no range",
                "{\"counters\":[{\"name\":\"a\",\"value\":1,\"min\":2,\"max\":1}]}; below its min"
            })
    void whatIsNoStatusIsRefused(String json, String found) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(WorkerException.class)
                .isNotInstanceOf(SpecException.class)
                .hasMessageStartingWith("The worker's answer is not a status: ")
                .hasMessageContaining(found);
    }
}
