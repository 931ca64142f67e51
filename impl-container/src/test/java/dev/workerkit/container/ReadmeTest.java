package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples of containers do what it says. */
@NeedsEngine
@Timeout(300)
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md").toAbsolutePath();
    private static final String COMMAND = "./workerkit ";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String CLASS_PATH =
            Arrays.stream(System.getProperty("java.class.path").split(":"))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .reduce((before, entry) -> before + ":" + entry)
                    .orElseThrow();

    @TempDir private Path folder;

    /** What a process ended with, and wrote to its standard output. */
    private record Outcome(int status, String output) {}

    @BeforeEach
    void letWorkersReadTheFolder() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theProgramPrintsWhatItSays() throws Exception {
        String text = Files.readString(README);
        String code =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(text)
                        .results()
                        .map(block -> block.group(1))
                        .filter(block -> block.contains("public class Walled "))
                        .findFirst()
                        .orElseThrow();
        Path source = Files.writeString(folder.resolve("Walled.java"), code);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        String[] options = {"-d", folder.toString(), "-proc:none", "-cp", CLASS_PATH, "" + source};
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, messages, options))
                .as(messages.toString(StandardCharsets.UTF_8))
                .isZero();

        Process walled = start("walled", folder + ":" + CLASS_PATH, List.of("Walled"));
        assertThat(outcome("walled", walled)).isEqualTo(new Outcome(0, "144\n1\n"));
    }

    @Test
    void theCommandsDoWhatTheySay() throws Exception {
        List<List<String>> calls = new ArrayList<>();
        for (String line : Files.readAllLines(README)) {
            if (line.startsWith("    " + COMMAND) && isOfContainers(line)) {
                calls.add(words(line.strip().substring(COMMAND.length())));
            }
        }
        assertThat(calls).hasSize(6);

        assertThat(workerkit("runtimes", calls.get(0)).output).contains("container: ", "  found: ");
        assertThat(workerkit("id", calls.get(1)).output).contains(" uid=").doesNotContain("uid=0");
        Process web = start("web", calls.get(2));
        try {
            while (!Files.readString(folder.resolve("web")).contains(" web\n")) {
                assertThat(web.isAlive()).as(Files.readString(folder.resolve("web.err"))).isTrue();
                Thread.sleep(50);
            }
            assertThat(workerkit("ps", calls.get(3)).output).containsPattern("(?m)^web +web-\\w+");
            assertThat(workerkit("shell", calls.get(4))).isEqualTo(new Outcome(0, ""));
            Outcome list = workerkit("ls", calls.get(5));
            assertThat(list.status).isZero();
            assertThat(list.output).contains(" ls.err\n");
        } finally {
            web.destroy();
            assertThat(web.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean isOfContainers(String line) {
        return Pattern.compile(" (runtimes|ps|exec|--runtime container)\\b").matcher(line).find()
                && !line.contains(" tck ");
    }

    /** As a shell has them, which is asked. */
    private static List<String> words(String line) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private Outcome workerkit(String name, List<String> call) throws Exception {
        return outcome(name, start(name, call));
    }

    private Process start(String name, List<String> call) throws IOException {
        List<String> words = new ArrayList<>(List.of("dev.workerkit.cli.Workerkit"));
        words.addAll(call);
        return start(name, CLASS_PATH, words);
    }

    private Process start(String name, String classPath, List<String> call) throws IOException {
        List<String> words = new ArrayList<>(List.of(JAVA.toString(), "-cp", classPath));
        words.addAll(call);
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve(name).toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    private Outcome outcome(String name, Process process) throws Exception {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(folder.resolve(name)));
    }
}
