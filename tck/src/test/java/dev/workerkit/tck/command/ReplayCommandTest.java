package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.workerkit.tck.replay.ReplayFile;
import dev.workerkit.tck.sample.ToyProvider;
import dev.workerkit.tck.sample.ToyRuntime.Flaw;
import dev.workerkit.tck.sample.replayed.ToyVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void failOnce() {
        ToyProvider.openWith(Flaw.MISCOUNTS);
        assertThat(run("run", "--runtime", "toy", "--seed", "7", "--report", folder.toString()))
                .extracting(CommandLineRun::exitCode)
                .isEqualTo(1);
        ToyVerification.tries();
    }

    @AfterEach
    void mend() {
        ToyProvider.openWith(Flaw.NONE);
    }

    @Test
    void whatFailedIsWrittenAsTheSchemaSays() throws IOException {
        JsonNode json = JSON.readTree(property().toFile());

        assertThat(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                .getSchema(ReplayFile.schema())
                                .validate(json))
                .isEmpty();
        assertThat(json.path("counterexample").path("sample").get(0).asText())
                .isEqualTo("[STOP, START, STOP, START]");
        assertThat(json.path("arguments").get(0)).hasSize(4);
        assertThat(json.path("trace").path("calls").findValuesAsText("action"))
                .containsExactly("start toy", "stop", "start", "stop", "start");
        assertThat(folder.resolve("conformance.html"))
                .content()
                .contains("What happened in ToyVerification.countsStarts")
                .contains("tck replay replay/ToyVerification.countsStarts.json");
    }

    @Test
    void aReplayFailsAgainWithExactlyTheShrunkSample() {
        CommandLineRun replay = replay(property());

        assertThat(replay.exitCode()).as(replay.err()).isEqualTo(1);
        assertThat(ToyVerification.tries()).isEqualTo(1);
        assertThat(replay.out())
                .contains("failed in ")
                .contains("  - [STOP, START, STOP, START]\n")
                .contains("TCK -> toy-1: stop  [STOPPED, incarnation 1, ")
                .contains("toy-1 is RUNNING #2  [ready]")
                .contains("The same as before.");
    }

    @Test
    void aReplayDoesNotLookForAnotherSample() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(property().toFile());
        ((com.fasterxml.jackson.databind.node.ArrayNode) json.path("arguments").get(0)).remove(3);
        Files.writeString(property(), json.toString());

        assertThat(replay(property()).exitCode()).isZero();
        assertThat(ToyVerification.tries()).isEqualTo(1);
    }

    @Test
    void passesOnARuntimeThatIsMended() {
        ToyProvider.openWith(Flaw.NONE);
        CommandLineRun replay = replay(property());

        assertThat(replay.exitCode()).isZero();
        assertThat(replay.out())
                .contains("passed in ")
                .contains("Before, the verdict was 'failed': ");
    }

    @Test
    void canBeDoneManyTimes() {
        CommandLineRun replay = replay(test(), "--times", "3");

        assertThat(replay.exitCode()).isEqualTo(1);
        assertThat(replay.out()).contains("\n1. failed in ").contains("\n3. failed in ");
    }

    @Test
    void canBeDoneOnAnotherRuntime() {
        CommandLineRun replay = replay(test(), "--runtime", "broken");

        assertThat(replay.exitCode()).as(replay.err()).isEqualTo(2);
        assertThat(replay.out()).contains("can't tell: The runtime can't be opened");
    }

    @Test
    void refusesWhatIsNoReplayOfThisTck() throws IOException {
        assertThat(refusal(folder.resolve("none.json"))).contains("There is no file ");
        assertThat(refusal(folder)).contains(" is not a file");
        assertThat(refusal(changed("{\"a\":"))).contains(" is damaged, or no replay: ");
        assertThat(refusal(changed("{}"))).contains(" is not a replay: it has no formatVersion");
        assertThat(refusal(folder.resolve("conformance.json"))).contains("it has no formatVersion");
        assertThat(refusal(with("formatVersion", "9"))).contains("has the form 9, this TCK reads");
        assertThat(refusal(with("tckVersion", "0.0")))
                .contains("written by version 0.0 of the TCK");
        assertThat(refusal(with("verification", "Gone.isGone")))
                .contains("of the verification Gone.isGone, which this TCK does not have");
        assertThat(refusal(without("message"))).contains("message is missing");
        assertThat(refusal(with("timeScale", "-1"))).contains("timeScale is -1.0");
    }

    /** And the command that the file names is not run. */
    @Test
    void asksForTheHarnessOfWhatWasFoundBehindOne() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(test().toFile());
        ((ObjectNode) json.path("runtime")).put("harness", "touch " + folder.resolve("run"));

        assertThat(refusal(changed(json.toString())))
                .contains("was found on 'toy' behind the harness 'touch ")
                .contains("say --harness COMMAND");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void argumentsThatDoNotFitAreNotTheRuntimesFault() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(property().toFile());
        json.putArray("arguments").add("[]");
        CommandLineRun replay = replay(changed(json.toString()));

        assertThat(replay.exitCode()).isEqualTo(64);
        assertThat(replay.err()).contains("takes 2 arguments, the replay has 1");
    }

    @Test
    void theReplaysOfTheRunBeforeAreGone() {
        ToyProvider.openWith(Flaw.NONE);
        run("run", "--runtime", "toy", "--report", folder.toString());

        assertThat(property()).doesNotExist();
    }

    private Path property() {
        return folder.resolve("replay/ToyVerification.countsStarts.json");
    }

    private Path test() {
        return folder.resolve("replay/ToyVerification.canBeStartedThrice.json");
    }

    private Path with(String field, String value) throws IOException {
        return changed(((ObjectNode) JSON.readTree(test().toFile())).put(field, value).toString());
    }

    private Path without(String field) throws IOException {
        return changed(((ObjectNode) JSON.readTree(test().toFile())).without(field).toString());
    }

    private Path changed(String json) throws IOException {
        return Files.writeString(folder.resolve("changed.json"), json);
    }

    private String refusal(Path file) {
        CommandLineRun run = replay(file);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(64);
        return run.err();
    }

    private static CommandLineRun replay(Path file, String... options) {
        List<String> words = new ArrayList<>(List.of("replay", file.toString()));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    private static CommandLineRun run(String... words) {
        return CommandLineRun.of("replayed", words);
    }
}
