package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    @TempDir private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        ReportFolder.prepare(folder).write(Reports.hostile());
        file = folder.resolve("conformance.json");
    }

    @Test
    void isReadByItsFolderToo() throws IOException {
        assertThat(ReportFile.read(folder).report()).isEqualTo(Reports.hostile());
        assertThat(ReportFile.read(file).bytes()).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void isWrittenInAllFormats() {
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(folder.resolve(format.fileName())).isNotEmptyFile();
        }
    }

    /** Before there were exclusions and profiles. */
    @Test
    void anOldOneIsReadWithoutWhatItLacks() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode report = (ObjectNode) json.readTree(file.toFile());
        report.remove("profiles");
        ((ObjectNode) report.get("options")).remove(List.of("exclusions", "profiles"));
        ((ObjectNode) report.at("/summary/MUST")).remove("excluded");
        report.get("requirements").forEach(each -> ((ObjectNode) each).remove("profile"));
        json.writeValue(file.toFile(), report);

        ConformanceReport old = ReportFile.read(folder).report();

        assertThat(old.options()).isEqualTo(Reports.hostile().options());
        assertThat(old.summary()).isEqualTo(Reports.hostile().summary());
        assertThat(old.profiles()).isEmpty();
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(format.of(old)).isNotBlank();
        }
    }

    @Test
    void reportsForMachinesOfAnEarlierRunAreRemovedToo() throws IOException {
        for (String name :
                List.of("TEST-junit-jupiter.xml", "TEST-jqwik.xml", "open-test-report.xml")) {
            Files.writeString(folder.resolve(name), "<old/>");
        }
        Files.writeString(folder.resolve("TEST-notes.txt"), "mine");

        ReportFolder.prepare(folder);

        assertThat(folder).isDirectoryNotContaining("glob:**.xml");
        assertThat(folder.resolve("TEST-notes.txt")).exists();
    }

    @Test
    void anOldReportIsRemovedInAllFormats() {
        ReportFolder.prepare(folder);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsNoReport() throws IOException {
        assertRefused(folder.resolve("gone"), "There is no report ");
        Files.writeString(file, "{");
        assertRefused(
                folder,
                "is not a report of this TCK: Unexpected end-of-input: expected close marker for"
                        + " Object (start marker at [line: 1, column: 1]) (line 1)");
        Files.writeString(file, "{\"results\": {}}");
        assertRefused(file, "is not a report of this TCK: it has no schemaVersion");
        Files.writeString(file, "null");
        assertRefused(file, "is not a report of this TCK: it has no schemaVersion");
        Files.writeString(file, "{\"schemaVersion\": \"1.0\"}");
        assertRefused(file, "is not a report of this TCK: it has no tckVersion");
    }

    @Test
    void refusesAReportOfAnotherForm() throws IOException {
        replace("\"schemaVersion\" : \"1.0\"", "\"schemaVersion\" : \"2.0\"");

        assertRefused(file, "has the form 2.0, this TCK reads 1.0; use the TCK that wrote it, 1");
    }

    @Test
    void refusesAnOutcomeThatDoesNotFollowFromTheVerdicts() throws IOException {
        replace("\"outcome\" : \"notConformant\"", "\"outcome\" : \"conformant\"");

        assertRefused(file, "says 'conformant', but its verdicts come to 'notConformant'");
    }

    private void replace(String some, String other) throws IOException {
        String json = Files.readString(file);
        assertThat(json).contains(some);
        Files.writeString(file, json.replace(some, other));
    }

    private static void assertRefused(Path path, String words) {
        assertThatThrownBy(() -> ReportFile.read(path))
                .isInstanceOf(ReportFileException.class)
                .hasMessageContaining(words);
    }
}
