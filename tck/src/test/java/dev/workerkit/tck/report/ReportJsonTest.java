package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void satisfiesItsSchema() throws IOException {
        String json = write(Reports.hostile());

        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNotAReport() throws IOException {
        String json = write(Reports.hostile());

        assertThat(schema().validate(json.replace("\"failed\"", "\"bad\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema().validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        ConformanceReport report = Reports.hostile();
        write(report);

        assertThat(ReportJson.read(folder.resolve("report.json"))).isEqualTo(report);
    }

    @Test
    void countsTheVerdicts() throws IOException {
        JsonNode must = new ObjectMapper().readTree(write(Reports.hostile())).at("/summary/MUST");

        assertThat(must.get("failed").asInt()).isEqualTo(1);
        assertThat(must.get("passed").asInt()).isZero();
        assertThat(must.get("untested").asInt()).isPositive();
    }

    private String write(ConformanceReport report) throws IOException {
        Path file = folder.resolve("report.json");
        ReportJson.write(report, file);
        return Files.readString(file);
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(ReportJson.schema());
    }
}
