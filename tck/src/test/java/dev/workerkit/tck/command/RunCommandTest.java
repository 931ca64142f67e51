package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Counterexample;
import dev.workerkit.tck.report.Outcome;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.reporting.open.xml.OpenTestReportGeneratingListener;

class RunCommandTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void givesEachVerificationItsVerdict() throws IOException {
        run("mixed", "--seed", "42");

        assertThat(report().verifications())
                .extracting(VerificationResult::id, VerificationResult::verdict)
                .containsExactlyInAnyOrder(
                        tuple("MixedVerification.passes", Verdict.PASSED),
                        tuple("MixedVerification.failsWithMarkup", Verdict.FAILED),
                        tuple("MixedVerification.isItselfFaulty", Verdict.ERROR),
                        tuple("MixedVerification.meetsAnErrorOfTheRuntime", Verdict.FAILED),
                        tuple("MixedVerification.needsWhatIsNotDeclared", Verdict.INAPPLICABLE),
                        tuple("MixedVerification.canNotTell", Verdict.CANT_TELL),
                        tuple(
                                "MixedVerification.takesACapabilityThatIsNotDeclared",
                                Verdict.INAPPLICABLE),
                        tuple("MixedVerification.isDisabled", Verdict.UNTESTED),
                        tuple("MixedVerification.isFalsified", Verdict.FAILED),
                        tuple("ChainVerification.staysBelowThree", Verdict.FAILED));
    }

    @Test
    void takesTheVerdictsOfARequirementTogether() throws IOException {
        run("mixed");

        assertThat(requirement("WRK-LIFE-001").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(requirement("WRK-LIFE-002").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(requirement("WRK-LIFE-007").reason())
                .isEqualTo("The runtime does not declare pause");
        assertThat(requirement("WRK-LIFE-008").verdict()).isEqualTo(Verdict.INAPPLICABLE);
        assertThat(requirement("WRK-LIFE-010").reason()).contains("no /proc here");
        assertThat(requirement("WRK-LIFE-013").verdict()).isEqualTo(Verdict.UNTESTED);
        assertThat(requirement("WRK-LIFE-013").reason())
                .isEqualTo("The runtime does not declare log or mounts");
        assertThat(requirement("WRK-LIFE-006").verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void listsEveryRequirementWhateverWasFound() throws IOException {
        run("passing");

        assertThat(report().requirements()).hasSizeGreaterThan(80);
        assertThat(report().summary().must().total()).isGreaterThan(80);
    }

    @Test
    void saysWhatFailedAndHowToDoItAgain() {
        CommandLineRun run = run("mixed", "--seed", "42");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAILED MixedVerification.failsWithMarkup (WRK-LIFE-002): ")
                .contains("expected: \"harmless\" but was: \"<script>alert('&')</script>\"\n")
                .contains("FAILED WRK-LIFE-005 MUST  A terminal state is left only by")
                .contains("Not conformant. 4 of ")
                .contains("at the least by:\n      - [50]\n")
                .contains(
                        "at the least by:\n      - increment\n      - increment\n      - increment\n")
                .contains(
                        "again with: tck run --runtime fake --requirement WRK-LIFE-018 --seed 42\n")
                .contains("Report: " + folder.resolve("conformance.html"))
                .endsWith("\nVerifications: 1 passed, 5 failed, 4 skipped\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void repeatsWhatASeedFound() throws IOException {
        run("mixed", "--seed", "42", "--requirement", "WRK-LIFE-011");
        Counterexample first = counterexample();
        run("mixed", "--seed", first.seed(), "--requirement", "WRK-LIFE-011");

        assertThat(first.seed()).isEqualTo("42");
        assertThat(counterexample()).isEqualTo(first);
    }

    @Test
    void looksOnlyAtWhatWasAskedFor() throws IOException {
        CommandLineRun run = run("passing", "--requirement", "WRK-SPI-001,wrk-spi-002");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Partial: passed. What was asked for passed on 'fake'; ")
                .endsWith("\nVerifications: 2 passed, 0 failed, 0 skipped\n");
        assertThat(report().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(requirement("WRK-SPI-004").reason()).isEqualTo("Not asked for");
    }

    @Test
    void anAreaIsAllItsRequirements() throws IOException {
        CommandLineRun run = run("passing", "--area", "spi");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(requirement("WRK-SPI-001").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(requirement("WRK-SPI-004").verdict()).isEqualTo(Verdict.ERROR);
        assertThat(requirement("WRK-LIFE-001").verdict()).isEqualTo(Verdict.UNTESTED);
    }

    @Test
    void givesUpWhatHangsAndGoesOn() throws IOException {
        CommandLineRun run = run("hanging", "--requirement", "WRK-SPI-001,WRK-SPI-002");

        assertThat(run.exitCode()).isEqualTo(1);
        VerificationResult hanging = report().verifications().get(0);
        assertThat(hanging.message()).isEqualTo("No answer within 500 ms");
        assertThat(hanging.details())
                .startsWith("\"tck HangingVerification.hangsAndDoesNotListen\"")
                .contains("HangingVerification.java:");
        assertThat(requirement("WRK-SPI-002").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void scalesTheTimeThatAVerificationHas() throws IOException {
        run("hanging", "--requirement", "WRK-SPI-001", "--time-scale", "0.5");

        assertThat(report().verifications().get(0).message()).isEqualTo("No answer within 250 ms");
    }

    @Test
    void writesJUnitXmlWithItsOwnVerdicts() throws IOException {
        run("mixed");

        String jupiter = Files.readString(folder.resolve("TEST-junit-jupiter.xml"));
        assertThat(jupiter)
                .contains("tests=\"8\"")
                .contains("skipped=\"4\"")
                .contains("failures=\"2\"")
                .contains("errors=\"1\"")
                .contains("inapplicable: The runtime does not declare pause");
        assertThat(Files.readString(folder.resolve("TEST-jqwik.xml")))
                .contains("tests=\"2\"")
                .contains("Falsified with seed");
    }

    @Test
    void writesAnOpenTestReport() throws Exception {
        run("mixed");

        Path report = folder.resolve("open-test-report.xml");
        Class<?> reporting = OpenTestReportGeneratingListener.class;
        String schemas = "/org/junit/platform/reporting/shadow/org/opentest4j/reporting/schema/";
        SchemaFactory.newDefaultInstance()
                .newSchema(
                        Stream.of(
                                        schemas + "events-0.2.0.xsd",
                                        schemas + "java-0.2.0.xsd",
                                        "/org/junit/platform/reporting/open/xml/junit.xsd")
                                .map(name -> Objects.requireNonNull(reporting.getResource(name)))
                                .map(schema -> new StreamSource(schema.toExternalForm()))
                                .toArray(StreamSource[]::new))
                .newValidator()
                .validate(new StreamSource(report.toFile()));
        String xml = Files.readString(report);
        assertThat(xml.split("<e:started", -1)).hasSameSizeAs(xml.split("<e:finished", -1));
        assertThat(xml)
                .contains("status=\"SUCCESSFUL\"")
                .contains("status=\"FAILED\"")
                .contains("status=\"ABORTED\"")
                .contains("inapplicable: The runtime does not declare pause")
                .contains("WRK-LIFE-001 WRK-LIFE-002");
    }

    @Test
    void leavesNothingBesidesTheReport() throws IOException {
        run("mixed");

        assertThat(folder)
                .isDirectoryNotContaining(
                        file ->
                                !file.getFileName()
                                        .toString()
                                        .matches(
                                                "conformance.*|replay|TEST-.*|open-test-report.xml"));
        assertThat(Path.of(".jqwik-database")).doesNotExist();
    }

    @Test
    void faultyVerificationsAreTheTcksOwnFault() {
        CommandLineRun run = run("faulty");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("FaultyVerification.namesNone names no requirement")
                .contains("FaultyVerification.namesAnUnknownOne speaks for WRK-SPI-999");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        CommandLineRun runtime = CommandLineRun.of("passing", "run", "--runtime", "remote");
        CommandLineRun area = run("passing", "--area", "LIVE");
        CommandLineRun requirement = run("passing", "--requirement", "WRK-LIFE-900");
        CommandLineRun scale = run("passing", "--time-scale", "0");

        assertThat(runtime.exitCode()).isEqualTo(64);
        assertThat(runtime.err())
                .startsWith("There is no runtime 'remote'; known: broken, fake, toy\n");
        assertThat(area.exitCode()).isEqualTo(64);
        assertThat(area.err()).startsWith("There is no area 'LIVE'; known: LIFE, EXIT, ");
        assertThat(requirement.exitCode()).isEqualTo(64);
        assertThat(requirement.err()).contains("WRK-LIFE-001");
        assertThat(scale.exitCode()).isEqualTo(64);
    }

    @Test
    void tellsNothingOfARuntimeThatCanNotBeOpened() throws IOException {
        CommandLineRun run =
                CommandLineRun.of(
                        "passing",
                        "run",
                        "--runtime",
                        "broken",
                        "--requirement",
                        "WRK-SPI-001",
                        "--report",
                        folder.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains(
                        "PassingVerification.passes: The runtime can't be opened:"
                                + " dev.workerkit.WorkerException: No engine found here")
                .endsWith("\nVerifications: 0 passed, 0 failed, 1 skipped\n");
        assertThat(requirement("WRK-SPI-001").verdict()).isEqualTo(Verdict.CANT_TELL);
        assertThat(report().runtime().provider())
                .isEqualTo("dev.workerkit.tck.sample.BrokenProvider");
    }

    @Test
    void namesAProviderThatCanNotBeLoaded() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("dev.workerkit.spi.WorkerRuntimeProvider"), "gone.Provider\n");
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        CommandLineRun run;
        try (URLClassLoader extended =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(extended);
            run = run("passing");
        } finally {
            thread.setContextClassLoader(usual);
        }

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("A provider can't be loaded").contains("gone.Provider");
    }

    @Test
    void refusesAReportFolderThatCanNotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        CommandLineRun itself = run("passing", "--report", file.toString());
        CommandLineRun below = run("passing", "--report", file.resolve("below").toString());

        assertThat(itself.exitCode()).isEqualTo(64);
        assertThat(itself.err()).contains(file + " is a file");
        assertThat(itself.out()).isEmpty();
        assertThat(below.exitCode()).isEqualTo(64);
        assertThat(run("passing", "--report", "").exitCode()).isEqualTo(64);
        assertThat(below.err()).contains(file + " is a file");
    }

    @Test
    void makesTheReportFolder() {
        Path below = folder.resolve("a/b");
        run("passing", "--report", below.toString());

        assertThat(below.resolve("conformance.json")).exists();
    }

    private CommandLineRun run(String samples, String... options) {
        List<String> args = new ArrayList<>(List.of("run", "--runtime", "fake"));
        args.addAll(List.of(options));
        if (!args.contains("--report")) {
            args.addAll(List.of("--report", folder.toString()));
        }
        return CommandLineRun.of(samples, args.toArray(String[]::new));
    }

    private ConformanceReport report() throws IOException {
        return ReportJson.read(folder.resolve("conformance.json"));
    }

    private RequirementResult requirement(String id) throws IOException {
        return report().requirements().stream()
                .filter(requirement -> requirement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Counterexample counterexample() throws IOException {
        return Objects.requireNonNull(report().verifications().get(0).counterexample());
    }
}
