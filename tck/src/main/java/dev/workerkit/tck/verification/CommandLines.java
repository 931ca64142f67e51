package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reaches a command from its spec. */
class CommandLines {

    private static final List<String> TEMPTING =
            List.of(
                    "plain",
                    "two words",
                    " edges ",
                    "",
                    "$HOME",
                    "`id`",
                    "$(id)",
                    "*",
                    "~",
                    "a;b|c&d",
                    "'single' \"double\"",
                    "back\\slash",
                    "-n",
                    "--",
                    "two\nlines",
                    "tab\there");

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-SPI-010")
    void argumentsReachACommandAsTheyAre() {
        String[] words =
                Stream.concat(
                                Stream.of(
                                        "/bin/sh",
                                        "-c",
                                        Scripts.withMarks(
                                                "for word; do mark \"<$word>\"; done; exit 0"),
                                        "name"),
                                TEMPTING.stream())
                        .toArray(String[]::new);

        Worker worker = stage.start(WorkerSpec.command(words));

        Stage.ended(worker);
        assertThat(String.join("\n", stage.marks(worker)))
                .contains("<" + String.join(">\n<", TEMPTING) + ">");
    }

    @Test
    @Requirement("WRK-SPI-011")
    void aWorkerGetsItsEnvironmentItsIdAndItsFolder() {
        Path folder = Stage.sharesFiles() ? stage.folder() : Path.of("/");
        Worker worker =
                stage.start(
                        WorkerSpec.command(
                                        "/bin/sh",
                                        "-c",
                                        Scripts.withMarks(
                                                """
                                                mark "greeting $GREETING"
                                                mark "id $WRK_ID"
                                                mark "folder $(pwd -P)"
                                                mark "path ${PATH:+set}"
                                                """))
                                .withEnvironment("GREETING", "hello  $HOME 'quoted' =")
                                .withWorkingDirectory(folder));

        Stage.ended(worker);
        assertThat(stage.marks(worker))
                .contains(
                        "greeting hello  $HOME 'quoted' =",
                        "id " + worker.id(),
                        "folder " + folder,
                        "path set");
    }

    @Test
    @Requirement("WRK-SPI-011")
    void aWorkersEnvironmentReplacesThatOfTheMaster() {
        assertHasItsHome();
    }

    @Test
    @Requirement("WRK-SPI-015")
    void inThePlaceOfTheMastersVariablesAreThoseOfTheSpec() {
        Stage.assumeCan(Capability.COMMAND);
        assertThat(System.getenv("HOME")).isNotEqualTo("/another/home");

        assertHasItsHome();
    }

    private void assertHasItsHome() {
        Worker worker =
                stage.start(
                        WorkerSpec.command(
                                        "/bin/sh", "-c", Scripts.withMarks("mark \"home $HOME\""))
                                .withEnvironment("HOME", "/another/home"));

        Stage.ended(worker);
        assertThat(stage.marks(worker)).contains("home /another/home");
    }
}
