package dev.workerkit.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownLinesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"pause\"} | pause",
                "{\"type\":\"resume\"} | resume",
                "{\"type\":\"stop\",\"graceMillis\":0} | stop",
                "{\"type\":\"stop\",\"graceMillis\":15000} | stop"
            })
    void recognizesOrders(String line, String order) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(KnownLines.order(bytes, bytes.length)).isEqualTo(order);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"pause\" }",
                "{\"type\":\"pauses\"}",
                "{\"type\":\"stop\"}",
                "{\"type\":\"stop\",\"graceMillis\":}",
                "{\"type\":\"stop\",\"graceMillis\":-1}",
                "{\"type\":\"stop\",\"graceMillis\":1.5}",
                "{\"type\":\"stop\",\"graceMillis\":99999999999999999999}",
                "{\"type\":\"stop\",\"graceMillis\":1,\"why\":1}"
            })
    void leavesTheRestToTheParser(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(KnownLines.order(bytes, bytes.length)).isNull();
    }
}
