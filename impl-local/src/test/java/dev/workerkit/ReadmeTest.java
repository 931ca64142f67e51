package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's programs compile and print what the README says. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    private static final int FIRST_THAT_WARNS = 24;

    @TempDir private Path folder;

    @Test
    void theFirstProgramPrintsWhatItSays() throws Exception {
        assertThat(outputOf("Squares")).isEqualTo("144\n");
    }

    @Test
    void thePoolPrintsWhatItSays() throws Exception {
        assertThat(outputOf("Lengths")).isEqualTo("3\n5\n7\n");
    }

    @Test
    void theSharedWorkerPrintsWhatItSays() throws Exception {
        Path cookie = Files.writeString(folder.resolve("cookie"), "correct horse battery staple");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("rw-------"));
        Path socket = folder.resolve("tally");

        assertThat(outputOf("Counting", "unix://" + socket, cookie.toString()))
                .isEqualTo("5\n12\ncounting\n");
        assertThat(socket).doesNotExist();
    }

    /** What the README's program of this name prints, which ends well. */
    private String outputOf(String program, String... arguments) throws Exception {
        Path source = folder.resolve(program + ".java");
        Files.writeString(source, block("public class " + program));
        compile(source);

        String classPath = folder + ":" + System.getProperty("java.class.path");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = folder.resolve("output");
        List<String> words = new ArrayList<>(List.of(java.toString()));
        if (Runtime.version().feature() >= FIRST_THAT_WARNS) {
            words.addAll(List.of(flagsAgainstWarnings().split(" ")));
        }
        words.addAll(List.of("-cp", classPath, program));
        words.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    @Test
    void theKillSwitchIsThrownShownAndTakenBack() throws Exception {
        Path file = folder.resolve("workers.off");
        List<Integer> statuses = new ArrayList<>();
        for (String line : Files.readAllLines(README)) {
            if (line.startsWith("    ./workerkit kill-switch ")) {
                String words = line.strip().replace("/etc/workers.off", file.toString());
                statuses.add(statusOf(words.substring("./workerkit ".length())));
            }
        }

        assertThat(statuses).containsExactly(0, 1, 0);
        assertThat(file).content().contains("\"addresses\":[]");
    }

    /** What the command line ends with, given these words. */
    private int statusOf(String arguments) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = System.getProperty("java.class.path");
        List<String> words =
                new ArrayList<>(
                        List.of(java.toString(), "-cp", classPath, "dev.workerkit.cli.Workerkit"));
        words.addAll(List.of(arguments.split(" ")));
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void theCommandsStandBeforeLineForty() throws IOException {
        List<String> start = Files.readAllLines(README).subList(0, 40);

        assertThat(start).anyMatch(line -> line.contains("mvn -q verify"));
        assertThat(start).anyMatch(line -> line.contains("./workerkit tck run --runtime local"));
    }

    /** As the README gives them. */
    private static String flagsAgainstWarnings() throws IOException {
        return Files.readAllLines(README).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("--enable-native-access"))
                .findFirst()
                .orElseThrow();
    }

    private static String block(String marker) throws IOException {
        Matcher blocks =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(README));
        return blocks.results()
                .map(block -> block.group(1))
                .filter(code -> code.contains(marker))
                .findFirst()
                .orElseThrow();
    }

    private void compile(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of(
                            "-d",
                            folder.toString(),
                            "-proc:none",
                            "-cp",
                            System.getProperty("java.class.path"));
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }
}
