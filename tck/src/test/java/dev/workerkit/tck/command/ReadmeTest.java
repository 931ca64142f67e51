package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.report.ReportFolder;
import dev.workerkit.tck.report.Reports;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.sample.VendorJar;
import dev.workerkit.tck.signature.ApiJar;
import dev.workerkit.tck.threads.ThreadsProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** The examples of the README do what it says. */
class ReadmeTest {

    private static final String CALL = "    ./workerkit tck ";
    private static final String WORKFLOW_CALL = "workerkit/workerkit tck ";
    private static final Pattern FILE = Pattern.compile("target/\\S+|[\\w-]+\\.(pem|json|jar)\\S*");

    /** What a campaign kills is not there in the samples. */
    private static final Set<String> TOO_MUCH = Set.of("campaign");

    private static final String SMALL_AREA = "RES";

    @TempDir private Path folder = Path.of("");

    @Test
    void hasAnExampleOfEachCommand() throws IOException {
        Set<String> commands = new CommandLine(tck()).getSubcommands().keySet();

        assertThat(examples().map(example -> example.get(0)).distinct()).containsAll(commands);
    }

    @Test
    void itsExamplesAreUnderstood() throws IOException {
        for (List<String> example : examples().toList()) {
            new CommandLine(tck()).parseArgs(example.toArray(String[]::new));
        }
    }

    @Test
    void itsExamplesWork() throws IOException {
        for (String report : List.of("before", "local", "container")) {
            ReportFolder.prepare(folder.resolve("target").resolve(report))
                    .write(Reports.of(report, Map.of("WRK-LIFE-003", Verdict.FAILED)));
        }
        Files.writeString(folder.resolve("exclusions.json"), exclusions());
        jars();
        for (List<String> example : examples().toList()) {
            if (!TOO_MUCH.contains(example.get(0))) {
                works(example);
            }
        }
        assertThat(folder.resolve("target/matrix.html")).exists();
        assertThat(folder.resolve("target/badges/conformance.badge.svg")).exists();
    }

    @Test
    void itsWorkflowWorks() throws IOException {
        jars();
        List<Map<String, Object>> steps = steps();

        assertThat(steps).allMatch(step -> step.containsKey("uses") || step.containsKey("run"));
        List<List<String>> calls =
                steps.stream()
                        .map(step -> String.valueOf(step.get("run")))
                        .filter(line -> line.startsWith(WORKFLOW_CALL))
                        .map(line -> List.of(line.substring(WORKFLOW_CALL.length()).split(" +")))
                        .toList();
        assertThat(calls).extracting(call -> call.get(0)).containsExactly("run", "preview");
        for (List<String> call : calls) {
            works(call);
        }
        assertThat(folder.resolve("target/conformance/conformance.html")).exists();
    }

    private void works(List<String> example) throws IOException {
        CommandLineRun run =
                example.get(0).equals("selftest")
                        ? CommandLineRun.certifying(proving(example))
                        : example.contains("--classpath")
                                ? CommandLineRun.forking("mixed", here(example))
                                : CommandLineRun.of("mixed", here(example));
        assertThat(run.exitCode()).as(example + ": " + run.err()).isIn(due(example));
        assertThat(run.err()).isEmpty();
    }

    /** A vendor's runtime, and its copy of the API. */
    private void jars() throws IOException {
        Map<String, String> sources =
                VendorJar.providers(
                        Map.of(
                                "Acme",
                                new String[] {
                                    "",
                                    "return \"acme\";",
                                    "return new dev.workerkit.tck.sample.FakeRuntime();"
                                }));
        Path jar = VendorJar.of(folder, List.of("acme.Acme"), sources);
        Files.copy(jar, Files.createDirectories(folder.resolve("target")).resolve("vendor.jar"));
        try (ApiJar own = ApiJar.own()) {
            Files.copy(own.path(), folder.resolve("vendor-api.jar"));
        }
    }

    @SuppressWarnings("unchecked") // it is what the YAML has there, or the test fails
    private static List<Map<String, Object>> steps() throws IOException {
        Matcher yaml =
                Pattern.compile("```yaml\n(name: conformance.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("README.md")));
        assertThat(yaml.find()).isTrue();
        Map<String, Object> workflow = new Yaml().load(yaml.group(1));
        Map<String, Map<String, Object>> jobs =
                (Map<String, Map<String, Object>>) workflow.get("jobs");
        return (List<Map<String, Object>>) jobs.get("tck").get("steps");
    }

    /** The samples are not as required; all else is as it should be. */
    private static List<Integer> due(List<String> example) {
        return switch (example.get(0)) {
            case "run" -> List.of(1, 3);
            case "diff", "preview", "coverage", "replay" -> List.of(1);
            default -> List.of(0);
        };
    }

    /** The samples prove nothing: on a runtime that is whole, and of its areas a small one. */
    private String[] proving(List<String> example) throws IOException {
        Path none = Files.createDirectories(folder.resolve("none"));
        Path jar =
                VendorJar.packed(
                        folder.resolve("threads.jar"),
                        none,
                        List.of(ThreadsProvider.class.getName()));
        List<String> words =
                new ArrayList<>(
                        example.stream()
                                .map(word -> word.equals("local") ? "threads" : word)
                                .map(word -> word.equals("LIFE,CHAN") ? SMALL_AREA : word)
                                .toList());
        words.addAll(List.of("--classpath", jar.toString()));
        return words.toArray(String[]::new);
    }

    private String[] here(List<String> example) {
        return example.stream()
                .map(word -> FILE.matcher(word).matches() ? folder.resolve(word).toString() : word)
                .map(word -> word.equals("local") ? "fake" : word)
                .map(
                        word ->
                                word.replace(
                                        "Stopping.stopsInTime",
                                        "MixedVerification.failsWithMarkup"))
                .toArray(String[]::new);
    }

    private static Stream<List<String>> examples() throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith(CALL))
                .map(line -> List.of(line.substring(CALL.length()).split(" +")));
    }

    private static String exclusions() throws IOException {
        Matcher json =
                Pattern.compile("```json\n(\\{\\s*\"exclusions\".*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("README.md")));
        assertThat(json.find()).isTrue();
        return json.group(1);
    }

    private static Tck tck() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        return new Tck(
                VerificationCatalog.CERTIFYING,
                Duration.ofSeconds(1),
                Terminal.plain(nowhere),
                false);
    }
}
