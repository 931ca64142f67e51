package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import dev.workerkit.tck.sample.VendorJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a vendor's jar does, the TCK goes on, says who did it, and writes its report. */
class BadProviderTest {

    private static final String FINE = "";
    private static final String OPENS = "return new dev.workerkit.tck.sample.FakeRuntime();";

    @TempDir private Path folder = Path.of("");

    @Test
    void namesThoseThatCanNotBeLoaded() throws IOException {
        Path jar =
                VendorJar.of(
                        folder,
                        List.of(
                                "acme.Throws",
                                "acme.Exits",
                                "acme.Hangs",
                                "acme.Nameless",
                                "acme.Missing",
                                "acme.Newer",
                                "acme.Fine"),
                        VendorJar.providers(
                                Map.of(
                                        "Throws",
                                        bad("int i = 1 / 0;", "return \"t\";", OPENS),
                                        "Exits",
                                        bad("System.exit(5);", "return \"e\";", OPENS),
                                        "Hangs",
                                        bad("hang();", "return \"h\";", OPENS),
                                        "Nameless",
                                        bad(FINE, "return null;", OPENS),
                                        "Newer",
                                        bad(FINE, "return \"n\";", OPENS),
                                        "Fine",
                                        bad(FINE, "return \"fine\";", OPENS))));
        Path newer = folder.resolve("classes/acme/Newer.class");
        byte[] bytes = Files.readAllBytes(newer);
        bytes[7] = 99;
        Files.write(newer, bytes);
        VendorJar.packed(
                jar,
                folder.resolve("classes"),
                List.of(
                        "acme.Throws",
                        "acme.Exits",
                        "acme.Hangs",
                        "acme.Nameless",
                        "acme.Missing",
                        "acme.Newer",
                        "acme.Fine"));

        CommandLineRun run = run(jar, "fine");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .contains("A provider can't be loaded; mend it or take it off the class path: ")
                .contains(
                        "acme.Throws in "
                                + jar
                                + ": its constructor threw java.lang.ArithmeticException: / by zero")
                .containsPattern(
                        "acme.Exits in .*: asked for its name, the JVM was ended with exit code 5"
                                + " by acme.Exits.<init>\\(Exits.java:3\\)")
                .containsPattern(
                        "acme.Hangs in .*: asked for its name, it gave no answer within 6 s; it is"
                                + " at acme.Hangs.hang\\(Hangs.java:7\\)")
                .contains("acme.Nameless in " + jar + ": its name() returned null")
                .contains("acme.Missing: ")
                .contains("acme/Newer has been compiled by a more recent version");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithOneThatCanNotBeOpened() throws IOException {
        Path jar =
                VendorJar.of(
                        folder,
                        List.of("acme.Exits", "acme.Nothing"),
                        VendorJar.providers(
                                Map.of(
                                        "Exits",
                                        bad(FINE, "return \"exits\";", "System.exit(1);" + OPENS),
                                        "Nothing",
                                        bad(FINE, "return \"nothing\";", "return null;"))));

        CommandLineRun exits = run(jar, "exits", "--requirement", "WRK-LIFE-001");

        assertThat(exits.exitCode()).isEqualTo(2);
        assertThat(report().verifications())
                .extracting(VerificationResult::verdict)
                .containsOnly(Verdict.CANT_TELL);
        assertThat(report().runtime().provider()).isEqualTo("acme.Exits");
        assertThat(exits.out())
                .contains(
                        "The runtime can't be opened: the JVM was ended with exit code 1 by"
                                + " acme.Exits.open(Exits.java:5)");
        assertThat(run(jar, "nothing", "--requirement", "WRK-LIFE-001").out())
                .contains("the provider's open returned null");
    }

    @Test
    void tellsWhereOneHangs() throws IOException {
        String runtime =
                "return new dev.workerkit.tck.forwarding.ForwardingRuntime(new"
                        + " dev.workerkit.tck.sample.FakeRuntime()) { public %s };";
        Path jar =
                VendorJar.of(
                        folder,
                        List.of("acme.Opening", "acme.Telling", "acme.Closing"),
                        VendorJar.providers(
                                Map.of(
                                        "Opening",
                                        bad(FINE, "return \"opening\";", "hang(); " + OPENS),
                                        "Telling",
                                        bad(
                                                FINE,
                                                "return \"telling\";",
                                                runtime.formatted(
                                                        "java.util.Set<dev.workerkit.Capability>"
                                                                + " capabilities() { hang(); return"
                                                                + " null; }")),
                                        "Closing",
                                        bad(
                                                FINE,
                                                "return \"closing\";",
                                                runtime.formatted("void close() { hang(); }")))));

        for (String name : List.of("opening", "telling")) {
            CommandLineRun hangs = run(jar, name, "--requirement", "WRK-LIFE-015");

            assertThat(hangs.exitCode()).isEqualTo(2);
            assertThat(hangs.out())
                    .containsPattern(
                            "The runtime can't be opened: no answer within 6 s; it is at"
                                    + " acme\\.\\w+\\.hang");
            assertThat(report().verifications())
                    .extracting(VerificationResult::verdict)
                    .contains(Verdict.CANT_TELL);
        }
        CommandLineRun closing = run(jar, "closing", "--requirement", "WRK-SPI-008,WRK-LIFE-015");

        assertThat(closing.exitCode()).as(closing.out()).isEqualTo(1);
        assertThat(report().verifications())
                .filteredOn(result -> result.id().endsWith(".onlyOpens"))
                .singleElement()
                .satisfies(
                        result -> {
                            assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
                            assertThat(result.message()).contains("acme.Closing.hang");
                        });
        assertThat(report().verifications())
                .filteredOn(result -> result.id().endsWith(".isInnocent"))
                .singleElement()
                .satisfies(
                        result ->
                                assertThat(result.message())
                                        .contains("The fake runtime starts nothing"));
    }

    @Test
    void goesOnAfterEachThatEndsTheJvm() throws IOException {
        Path jar =
                VendorJar.of(
                        folder,
                        List.of("acme.Bad"),
                        Map.of("acme.Bad", VendorJar.source("BadProvider")));

        CommandLineRun run = run(jar, "bad", "--parallel", "3");

        assertThat(run.exitCode()).isEqualTo(1);
        Map<String, VerificationResult> results =
                report().verifications().stream()
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        result -> result.id().split("\\.")[1], result -> result));
        assertThat(results)
                .allSatisfy(
                        (id, result) ->
                                assertThat(result.verdict())
                                        .as(id + ": " + result.message())
                                        .isEqualTo(
                                                List.of(
                                                                        "printsAndLeavesAThread",
                                                                        "isInnocent",
                                                                        "onlyOpens")
                                                                .contains(id)
                                                        ? Verdict.PASSED
                                                        : Verdict.FAILED));
        assertThat(results.entrySet())
                .extracting(Map.Entry::getKey, entry -> words(entry.getValue()))
                .contains(
                        tuple(
                                "exits",
                                "While it ran, the JVM was ended with exit code 3 by acme.Bad.start"),
                        tuple(
                                "exitsOnAnotherThread",
                                "While it ran, the JVM was ended with exit code 4 by"
                                        + " acme.Bad.lambda"),
                        tuple(
                                "halts",
                                "While it ran, the JVM ended at once with exit code 7, as"
                                        + " Runtime.halt or a native exit does"),
                        tuple("getsNothing", "WorkerRuntime.start"),
                        tuple("hearsNothing", "Worker.name"),
                        tuple("sendsIntoNothing", "Channel.offer"),
                        tuple("findsNoBytes", "Channel.bytes"),
                        tuple("findsNobodyInAGroup", "WorkerGroup.workers"),
                        tuple("findsNobodyInAPool", "WorkerPool.members"),
                        tuple("connectsToNobody", "SharedWorker.address"));
        assertThat(results.get("crashes").message()).contains("the JVM crashed: SIGSEGV");
        assertThat(results.get("overflows").message()).contains("StackOverflowError");
        assertThat(results.get("meetsAMethodThatThereIsNot").message())
                .contains("NoSuchMethodError");
        assertThat(results.get("takesAllMemory").message()).contains("ran out of memory");
        Path log = folder.resolve("report/runtime.log");
        assertThat(Files.readAllLines(log)).contains("hello from the vendor");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("What the runtime printed: " + log + "\n")
                .doesNotContain("hello from the vendor");
    }

    @Test
    void showsSomeOfWhatItPrintsIfThereIsNoReport() throws IOException {
        Path jar =
                VendorJar.of(
                        folder,
                        List.of("acme.Talks"),
                        VendorJar.providers(
                                Map.of(
                                        "Talks",
                                        bad(
                                                FINE,
                                                "return \"talks\";",
                                                "for (int i = 0; i < 3000; i++)"
                                                        + " System.out.println(\"word \".repeat(2000));"
                                                        + OPENS))));

        CommandLineRun run =
                CommandLineRun.forking(
                        "passing",
                        "run",
                        "--classpath",
                        jar.toString(),
                        "--runtime",
                        "talks",
                        "--requirement",
                        "WRK-LIFE-001");

        assertThat(run.err().lines())
                .hasSize(201)
                .allMatch(line -> line.startsWith("[talks] ") && line.length() < 600)
                .last()
                .isEqualTo("[talks] (more than 200 lines; tck run --report DIR keeps all of them)");
    }

    @Test
    void showsWhatARefusedOnePrinted() throws IOException {
        Path jar =
                VendorJar.of(
                        folder,
                        List.of("acme.Shy"),
                        VendorJar.providers(
                                Map.of(
                                        "Shy",
                                        bad(
                                                "System.out.println(\"my name is secret\");",
                                                "return null;",
                                                OPENS))));

        CommandLineRun run = run(jar, "shy");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("[shy] my name is secret\n", "its name() returned null");
    }

    @Test
    void refusesAClassPathThatCanNotBeMeant() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Path empty =
                VendorJar.packed(
                        folder.resolve("empty.jar"),
                        Files.createDirectory(folder.resolve("none")),
                        List.of());
        Path twice =
                VendorJar.of(
                        folder,
                        List.of("acme.Fake"),
                        VendorJar.providers(Map.of("Fake", bad(FINE, "return \"fake\";", OPENS))));

        assertThat(run(folder.resolve("gone.jar"), "x").err())
                .startsWith("--classpath: there is no " + folder.resolve("gone.jar"));
        assertThat(run(text, "x").err()).startsWith("--classpath: " + text + " is no jar");
        assertThat(run(empty, "x").err())
                .startsWith("--classpath: " + empty + " has no provider: in none of it is there");
        CommandLineRun two = run(twice, "fake");
        assertThat(two.exitCode()).isEqualTo(64);
        assertThat(two.err())
                .contains("There is more than one runtime 'fake' on the class path; leave one")
                .contains("acme.Fake in " + twice);
    }

    private static String words(VerificationResult result) {
        return String.valueOf(result.message()).replaceFirst("[($].*", "");
    }

    private static String[] bad(String... snippets) {
        return snippets;
    }

    private ConformanceReport report() throws IOException {
        return ReportJson.read(folder.resolve("report/conformance.json"));
    }

    private CommandLineRun run(Path jar, String runtime, String... options) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--classpath",
                                jar.toString(),
                                "--runtime",
                                runtime,
                                "--time-scale",
                                "0.2",
                                "--report",
                                folder.resolve("report").toString()));
        args.addAll(List.of(options));
        return CommandLineRun.forking("troubled", args.toArray(String[]::new));
    }
}
