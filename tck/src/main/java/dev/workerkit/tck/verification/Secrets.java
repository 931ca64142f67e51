package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Burglar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker sees of its master's files and variables. */
class Secrets {

    private static final String VARIABLE = "TCK_SECRET";

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-ISO-008")
    void aWorkerSeesNoFilesOfTheMastersMachine() throws IOException {
        Path secret = Files.writeString(stage.folder().resolve("secret"), "for nobody else");
        List<Path> places =
                List.of(
                        secret,
                        stage.folder(),
                        Path.of(System.getProperty("user.home"), ".m2"),
                        Path.of("/var/run/docker.sock"),
                        Path.of("/run/docker.sock"));
        String looking =
                Scripts.withMarks(
                        "for file; do [ -e \"$file\" ] && mark \"sees $file\"; done; mark done");

        Worker worker =
                stage.runtime()
                        .start(
                                WorkerSpec.command(
                                        concat(
                                                List.of("/bin/sh", "-c", looking, "looking"),
                                                places)));

        Stage.ended(worker);
        assertThat(stage.marks(worker)).contains("done");
        assertThat(stage.marks(worker, "sees")).isEmpty();
    }

    private static String[] concat(List<String> words, List<Path> files) {
        return Stream.concat(words.stream(), files.stream().map(Path::toString))
                .toArray(String[]::new);
    }

    @Test
    @Requirement("WRK-ISO-008")
    void whatAWorkerWasGivenToRunItCanNotChange() {
        Stage.assumeCan(Capability.JAVA);
        Worker worker = stage.runtime().start(WorkerSpec.of(Burglar.class));

        Stage.ended(worker);

        assertThat(stage.marks(worker)).contains("done");
        assertThat(stage.marks(worker, "changed")).isEmpty();
    }

    @Test
    @Requirement("WRK-ISO-010")
    void aWorkerHasNoneOfTheMastersVariables() throws IOException {
        String secret = UUID.randomUUID().toString();

        String environment = environmentUnder(secret);

        assertThat(environment).doesNotContain(VARIABLE, secret).contains("WRK_ID=");
    }

    @Test
    @Requirement("WRK-SPI-015")
    void aWorkerHasTheMastersVariables() throws IOException {
        String secret = UUID.randomUUID().toString();

        String environment = environmentUnder(secret);

        assertThat(environment.lines()).contains(VARIABLE + "=" + secret);
        assertThat(environment).contains("WRK_ID=");
    }

    /** That of a worker whose master has the variable. */
    private String environmentUnder(String secret) throws IOException {
        Stage.assumeCan(Capability.SHELL);
        Stage.assumeSharesFiles();
        Path told = stage.file("environment");
        String line = "env > '%1$s.new'; mv '%1$s.new' '%1$s'; exec sleep 1000000".formatted(told);
        try (Master master =
                Master.staying(stage.folder(), Map.of(VARIABLE, secret), new String[] {line})) {
            String environment =
                    Stage.session()
                            .await("a worker tells", () -> read(told), text -> !text.isEmpty());
            master.kill();
            return environment;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }
}
