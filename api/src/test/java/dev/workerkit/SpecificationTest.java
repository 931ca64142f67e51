package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds SPEC.md, the registry for programs, and the API together. */
class SpecificationTest {

    private static final String REGISTRY = "/META-INF/workerkit/requirements.json";
    private static final String DRAFTS = "/META-INF/workerkit/drafts.json";
    private static final String PROFILES = "/META-INF/workerkit/profiles.json";

    @Test
    void theRegistryAndTheDocumentSayTheSame() throws IOException {
        assertThat(registryRows()).isNotEmpty().isEqualTo(documentRows());
    }

    @Test
    void theProfilesAreThoseOfTheDocument() throws IOException {
        assertThat(profileRows()).isNotEmpty().isEqualTo(documentTable("| profile |"));
    }

    @Test
    void theCapabilitiesAreThoseOfTheDocument() throws IOException {
        assertThat(documentTable("| capability |").stream().skip(1).map(row -> row.get(0)))
                .containsExactlyElementsOf(
                        Arrays.stream(Capability.values()).map(Capability::id).toList());
    }

    @Test
    void theDraftsAreThoseOfTheDocument() throws IOException {
        assertThat(rows(DRAFTS))
                .isNotEmpty()
                .isEqualTo(
                        documentTable("| draft |").stream()
                                .map(
                                        row ->
                                                row.stream()
                                                        .map(cell -> cell.replace("`", ""))
                                                        .toList())
                                .toList());
    }

    @Test
    void idsAreUniqueAndOfTheForm() throws IOException {
        List<String> ids =
                Stream.of(registryRows(), rows(DRAFTS))
                        .flatMap(List::stream)
                        .map(row -> row.get(0))
                        .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("WRK-[A-Z]+-\\d{3}"));
    }

    @Test
    void capabilitiesAndLevelsAreKnown() throws IOException {
        List<String> known =
                Stream.concat(
                                Stream.of("core"),
                                Arrays.stream(Capability.values()).map(Capability::id))
                        .toList();

        for (List<String> row : registryRows()) {
            assertThat(row.get(1)).isIn("MUST", "SHOULD", "MAY");
            assertThat(known).containsAll(Arrays.asList(row.get(2).split(", ")));
        }
    }

    @Test
    void theJavadocRefersToRequirementsThatExist() throws IOException {
        List<String> ids = registryRows().stream().map(row -> row.get(0)).toList();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> named =
                        java.util.regex.Pattern.compile("WRK-[A-Z]+-\\d+")
                                .matcher(Files.readString(source))
                                .results()
                                .map(java.util.regex.MatchResult::group)
                                .toList();
                assertThat(ids).as(source.toString()).containsAll(named);
            }
        }
    }

    private static List<List<String>> registryRows() throws IOException {
        return rows(REGISTRY);
    }

    private static List<List<String>> rows(String resource) throws IOException {
        try (InputStream json = SpecificationTest.class.getResourceAsStream(resource)) {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode requirement : new ObjectMapper().readTree(json).get("requirements")) {
                List<String> capabilities = new ArrayList<>();
                requirement.get("capabilities").forEach(name -> capabilities.add(name.asText()));
                rows.add(
                        List.of(
                                requirement.get("id").asText(),
                                requirement.get("level").asText(),
                                capabilities.isEmpty() ? "core" : String.join(", ", capabilities),
                                requirement.get("text").asText(),
                                requirement.get("intent").asText()));
            }
            return rows;
        }
    }

    private static List<List<String>> profileRows() throws IOException {
        try (InputStream json = SpecificationTest.class.getResourceAsStream(PROFILES)) {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode profile : new ObjectMapper().readTree(json).get("profiles")) {
                List<String> capabilities = new ArrayList<>();
                profile.get("capabilities").forEach(name -> capabilities.add(name.asText()));
                rows.add(
                        List.of(
                                profile.get("name").asText(),
                                profile.path("buildsOn").asText(),
                                String.join(", ", capabilities),
                                profile.get("intent").asText()));
            }
            return rows;
        }
    }

    /** The rows of the table whose head begins like this. */
    private static List<List<String>> documentTable(String head) throws IOException {
        return Files.readAllLines(Path.of("SPEC.md")).stream()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .map(cells -> cells.subList(1, cells.size()))
                .toList();
    }

    private static List<List<String>> documentRows() throws IOException {
        return Files.readAllLines(Path.of("SPEC.md")).stream()
                .filter(line -> line.startsWith("| WRK-"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .map(cells -> cells.subList(1, cells.size()))
                .toList();
    }
}
