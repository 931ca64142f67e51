package dev.workerkit.tck.exclusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.tck.registry.Registry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusionFileTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-12-01");
    private static final String GOOD =
            """
            {"requirement": "WRK-LIFE-003", "reason": "It is too strict",
             "challenge": "https://example.org/12", "expires": "2026-12-01"}""";

    @TempDir private Path folder = Path.of("");

    @Test
    void readsWhatCountsToTheEndOfItsLastDay() throws IOException {
        assertThat(read(GOOD))
                .containsExactly(
                        new Exclusion(
                                "WRK-LIFE-003",
                                "It is too strict",
                                URI.create("https://example.org/12"),
                                TODAY));
    }

    @Test
    void maySayNone() throws IOException {
        assertThat(read("")).isEmpty();
    }

    @Test
    void refusesWhatHasExpired() {
        assertRefused(
                GOOD.replace("12-01", "11-30"),
                "exclusion 1 (WRK-LIFE-003): it expired on 2026-11-30; take it out, or have the"
                        + " challenge extended");
    }

    @Test
    void refusesAnUnknownRequirement() {
        assertRefused(
                GOOD.replace("003", "900"),
                "exclusion 1 (WRK-LIFE-900): the specification "
                        + Registry.load().version()
                        + " has no such requirement; take the exclusion out");
    }

    @Test
    void refusesOneThatIsThereTwice() {
        assertRefused(GOOD + "," + GOOD, "excludes WRK-LIFE-003 twice");
    }

    @Test
    void tellsAllFaultsAtOnce() {
        assertRefused(
                """
                {"requirement": "WRK-LIFE-003", "reason": " ", "challenge": "javascript:alert(1)",
                 "expires": "soon", "level": 3}, 7""",
                "'reason' is \" \"; say why the requirement is challenged",
                "'challenge' is 'javascript:alert(1)'; give the https link of the challenge",
                "'expires' is 'soon'; give a day, for example 2027-03-31",
                "'level' is unknown; known: requirement, reason, challenge, expires",
                "exclusion 2 (no requirement): 'requirement' is missing");
    }

    @Test
    void refusesAFileThatIsNoneOfExclusions() throws IOException {
        Path file = folder.resolve("exclusions.json");
        assertThatThrownBy(() -> ExclusionFile.read(file, Registry.load(), TODAY))
                .isInstanceOf(ExclusionException.class)
                .hasMessage("The file of exclusions " + file + " does not exist");
        Files.writeString(file, "{\"exclusions\": [\n}");
        assertThatThrownBy(() -> ExclusionFile.read(file, Registry.load(), TODAY))
                .hasMessageContaining("is not JSON: ")
                .hasMessageContaining("(line 2)");
        for (String other : List.of("", "7", "[]", "{}", "{\"exclusions\": [], \"more\": 1}")) {
            Files.writeString(file, other);
            assertThatThrownBy(() -> ExclusionFile.read(file, Registry.load(), TODAY))
                    .as(other)
                    .hasMessageContaining("is not of the form {\"exclusions\": [...]}");
        }
        assertThatThrownBy(() -> ExclusionFile.read(folder, Registry.load(), TODAY))
                .hasMessageContaining("is not a file");
    }

    private void assertRefused(String entries, String... words) {
        assertThatThrownBy(() -> read(entries))
                .isInstanceOf(ExclusionException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
    }

    private List<Exclusion> read(String entries) throws IOException {
        Path file = folder.resolve("exclusions.json");
        Files.writeString(file, "{\"exclusions\": [" + entries + "]}");
        return ExclusionFile.read(file, Registry.load(), TODAY);
    }
}
