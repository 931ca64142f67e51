package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.workerkit.Capability;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillMatrixTest {

    private static final List<RegisteredRequirement> REQUIREMENTS =
            Registry.load().requirements().subList(0, 3);

    @Test
    void whatWasKilledIsFine() {
        assertThat(matrix(Fate.KILLED, Fate.KILLED).exitCode()).isZero();
        assertThat(matrix(Fate.KILLED, Fate.INAPPLICABLE).exitCode()).isZero();
    }

    @Test
    void theWorstDecides() {
        assertThat(matrix(Fate.KILLED, Fate.SURVIVED).exitCode()).isEqualTo(1);
        assertThat(matrix(Fate.ERROR, Fate.KILLED_BY_OTHERS).exitCode()).isEqualTo(1);
        assertThat(matrix(Fate.UNPROVEN, Fate.ERROR).exitCode()).isEqualTo(3);
        assertThat(matrix(Fate.UNPROVEN, Fate.KILLED).exitCode()).isEqualTo(2);
    }

    @Test
    void theSentenceTellsWhatWasNotNoticed() {
        assertThat(matrix(Fate.KILLED, Fate.SURVIVED).sentence())
                .isEqualTo(
                        "1 of 2 sabotages of 'fake' were killed by the requirement that they"
                                + " break, 1 survived; 1 MUST requirement without any.");
    }

    @Test
    void isAsItsSchemaSays(@TempDir Path folder) throws IOException {
        KillMatrixFormat.prepare(folder);
        KillMatrixFormat.write(matrix(Fate.KILLED, Fate.KILLED_BY_OTHERS), folder);

        String json = Files.readString(folder.resolve("killmatrix.json"));
        assertThat(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                .getSchema(KillMatrixFormat.schema())
                                .validate(json, InputFormat.JSON))
                .isEmpty();
        JsonNode read = new ObjectMapper().readTree(json);
        assertThat(read.at("/sabotages/1/fate").asText()).isEqualTo("killedByOthers");
    }

    @Test
    void thePageShowsWhatSabotagesDoAndNoMarkupOfTheirs() {
        String page = KillMatrixFormat.HTML.of(matrix(Fate.KILLED, Fate.SURVIVED));

        assertThat(page)
                .contains("1 of 2 killed")
                .contains("does-1")
                .contains("Does &lt;b&gt; wrong")
                .contains("data-verdict=\"survived\"")
                .doesNotContain("<b> wrong");
    }

    @Test
    void theSummaryListsTheSurvivors() {
        assertThat(KillMatrixFormat.MARKDOWN.of(matrix(Fate.KILLED, Fate.SURVIVED)))
                .contains("**survived**")
                .contains("**unsabotaged**")
                .doesNotContain("does-0");
    }

    /** Of a sabotage with each of these fates, at most three. */
    static KillMatrix matrix(Fate... fates) {
        List<SabotageResult> sabotages =
                Stream.iterate(0, i -> i < fates.length, i -> i + 1)
                        .map(i -> sabotage(i, fates[i]))
                        .toList();
        List<SabotagedRequirement> requirements =
                Stream.concat(
                                sabotages.stream()
                                        .map(
                                                each ->
                                                        SabotagedRequirement.of(
                                                                requirement(each), List.of(each))),
                                worst(fates) == Fate.SURVIVED
                                        ? Stream.of(
                                                SabotagedRequirement.without(
                                                        REQUIREMENTS.get(2),
                                                        Fate.UNSABOTAGED,
                                                        "Nothing breaks it"))
                                        : Stream.of())
                        .toList();
        return KillMatrix.of(
                new ConformanceReport.Subject(
                        "1",
                        "1",
                        List.of(),
                        RuntimeDescription.of("fake", "a.B", null, Set.of(Capability.JAVA)),
                        Environment.current()),
                42,
                1,
                Instant.EPOCH,
                Duration.ofSeconds(3),
                false,
                requirements,
                sabotages);
    }

    private static Fate worst(Fate... fates) {
        return Stream.of(fates).sorted().findFirst().orElseThrow();
    }

    private static RegisteredRequirement requirement(SabotageResult sabotage) {
        return REQUIREMENTS.stream()
                .filter(each -> each.id().equals(sabotage.requirement()))
                .findFirst()
                .orElseThrow();
    }

    private static SabotageResult sabotage(int number, Fate fate) {
        @Nullable String reason = fate == Fate.KILLED ? null : "nobody looked";
        return new SabotageResult(
                "does-" + number,
                REQUIREMENTS.get(number).id(),
                List.of(),
                "Does <b> wrong",
                fate,
                reason,
                List.of(
                        new SabotageResult.Trial(
                                "A.b",
                                List.of(REQUIREMENTS.get(number).id()),
                                fate == Fate.KILLED ? Verdict.FAILED : Verdict.PASSED,
                                12,
                                fate == Fate.KILLED ? "not so" : null)));
    }
}
