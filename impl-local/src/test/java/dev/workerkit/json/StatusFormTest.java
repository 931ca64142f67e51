package dev.workerkit.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Counter;
import dev.workerkit.WorkerStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statuses in JSON. */
class StatusFormTest {

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "0, 0",
        "-7, -7",
        "29637528, 29637528",
        "9007199254740992, 9007199254740992",
        "0.5, 0.5",
        "29637528.25, 29637528.25",
        "-0.001, -0.001",
        "1e300, 1.0E+300"
    })
    void numbersAreWrittenAsPeopleWriteThem(double value, String written) throws Exception {
        WorkerStatus status = new WorkerStatus("", List.of(Counter.of("done", value)));

        byte[] json = PlainJson.toBytes(StatusForm.of(status));

        assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"value\":" + written + "}");
        assertThat(StatusForm.read(PlainJson.fromBytes(json, 0, json.length))).isEqualTo(status);
    }
}
