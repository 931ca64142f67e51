package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser: their filters are clicked, their width and colours measured. */
class BrowserTest {

    private static final Path PICTURES = Path.of("target", "pictures");
    private static final String VISIBLE =
            "[...document.querySelectorAll('.requirement')].filter(e => e.checkVisibility())";
    private static final ConformanceReport LOCAL =
            Reports.of(
                    "local",
                    Map.of(
                            "WRK-LIFE-001", Verdict.FAILED,
                            "WRK-LIFE-002", Verdict.EXCLUDED,
                            "WRK-SPI-003", Verdict.FAILED,
                            "WRK-CHAN-001", Verdict.CANT_TELL,
                            "WRK-CHAN-002", Verdict.UNTESTED,
                            "WRK-POOL-001", Verdict.INAPPLICABLE,
                            "WRK-POOL-002", Verdict.ERROR,
                            "WRK-POOL-003", Verdict.FLAKY));
    private static final ConformanceReport CLOUD =
            Reports.of(
                    "cloud",
                    Map.of(
                            "WRK-LIFE-001", Verdict.FAILED,
                            "WRK-LIFE-004", Verdict.FAILED,
                            "WRK-CHAN-002", Verdict.INAPPLICABLE));

    @TempDir private static Path folder = Path.of("");
    private static @Nullable Browser started;
    private static Path report = Path.of("");
    private static Path matrix = Path.of("");
    private static Path kills = Path.of("");

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Browser.installed();
        boolean required = System.getenv("WORKERKIT_REQUIRE_BROWSER") != null;
        assumeTrue(program.isPresent() || required, "no Chromium here");
        report = Files.writeString(folder.resolve("report.html"), ReportFormat.HTML.of(LOCAL));
        matrix =
                Files.writeString(
                        folder.resolve("matrix.html"), HtmlMatrix.page(List.of(LOCAL, CLOUD)));
        kills =
                Files.writeString(
                        folder.resolve("kills.html"),
                        KillMatrixFormat.HTML.of(
                                KillMatrixTest.matrix(Fate.KILLED, Fate.SURVIVED)));
        started =
                Browser.start(
                        program.orElseThrow(), Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void showsEveryRequirementAtFirst() throws Exception {
        browser().open(report, 1200, 900, false);

        assertThat(visible()).isEqualTo(LOCAL.requirements().size());
        assertThat(shown())
                .isEqualTo("%1$d of %1$d requirements".formatted(LOCAL.requirements().size()));
        browser().picture(PICTURES.resolve("report-light.png"));
    }

    @Test
    void filtersByVerdict() throws Exception {
        browser().open(report, 1200, 900, false);
        browser().click("input[value=passed]");

        assertThat(ids())
                .containsExactlyInAnyOrder(
                        "WRK-LIFE-001",
                        "WRK-LIFE-002",
                        "WRK-SPI-003",
                        "WRK-CHAN-001",
                        "WRK-CHAN-002",
                        "WRK-POOL-001",
                        "WRK-POOL-002",
                        "WRK-POOL-003");
        browser().picture(PICTURES.resolve("report-filtered.png"));
        browser().click("input[value=failed]");
        browser().click("input[value=untested]");
        assertThat(ids())
                .containsExactlyInAnyOrder(
                        "WRK-LIFE-002",
                        "WRK-CHAN-001",
                        "WRK-POOL-001",
                        "WRK-POOL-002",
                        "WRK-POOL-003");
        assertThat(shown()).startsWith("5 of ");
    }

    @Test
    void filtersByAreaAndLevel() throws Exception {
        browser().open(report, 1200, 900, false);
        choose("area", "SPI");
        assertThat(ids()).isNotEmpty().allMatch(id -> id.startsWith("WRK-SPI-"));
        choose("level", "SHOULD");
        assertThat(ids()).contains("WRK-SPI-003").allMatch(id -> id.startsWith("WRK-SPI-"));
        browser().click("input[value=passed]");
        assertThat(ids()).containsExactly("WRK-SPI-003");
        choose("level", "MUST");
        assertThat(ids()).isEmpty();
        assertThat(shown()).startsWith("0 of ");
    }

    @Test
    void worksWithTheKeyboardAlone() throws Exception {
        browser().open(report, 1200, 900, false);
        browser().press("Tab", 9);
        assertThat(browser().evaluate("document.activeElement.className")).isEqualTo("skip");
        for (int i = 0; i < 60 && !focused().equals("passed"); i++) {
            browser().press("Tab", 9);
        }
        assertThat(focused()).isEqualTo("passed");
        browser().press(" ", 32);
        assertThat(visible()).isEqualTo(8);
        browser().press("Tab", 9);
        assertThat(focused()).isEqualTo("failed");
        browser().press(" ", 32);
        assertThat(visible()).isEqualTo(6);
    }

    @Test
    void aLinkShowsWhatIsFilteredOut() throws Exception {
        browser().open(report, 1200, 900, false);
        browser().click("input[value=failed]");
        assertThat(ids()).doesNotContain("WRK-LIFE-001");
        browser().click("nav a[href='#WRK-LIFE-001']");

        // The page hears of it after the click has returned.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!ids().contains("WRK-LIFE-001")) {
            assertThat(System.nanoTime()).as("it is shown").isLessThan(deadline);
        }
    }

    @Test
    void fitsOnAPhone() throws Exception {
        for (Path page : List.of(report, kills, matrix)) {
            browser().open(page, 360, 740, false);

            assertThat(browser().evaluate("document.documentElement.scrollWidth"))
                    .as(page.toString())
                    .isEqualTo("360");
            browser().picture(PICTURES.resolve("phone-" + page.getFileName() + ".png"));
        }
        assertThat(
                        browser()
                                .evaluate(
                                        "(e => e.scrollWidth <= e.clientWidth)"
                                                + "(document.querySelector('.matrix'))"))
                .isEqualTo("true");
        browser().click("input[value=passed]");
        assertThat(visible()).isEqualTo(9);
        browser().picture(PICTURES.resolve("phone-matrix-filtered.png"));
    }

    @Test
    void isLegibleInTheLightAndInTheDark() throws Exception {
        for (Path page : List.of(report, matrix)) {
            for (boolean dark : new boolean[] {false, true}) {
                browser().open(page, 1200, 900, dark);
                double ground = brightness("document.body", "backgroundColor");
                double ink = brightness("document.body", "color");

                assertThat(ground < ink).as("%s, dark %s", page, dark).isEqualTo(dark);
                for (Verdict verdict : Verdict.values()) {
                    double chip =
                            brightness(
                                    "document.querySelector('.chip." + verdict.id() + "')",
                                    "color");
                    assertThat(contrast(chip, ground))
                            .as("%s, dark %s, %s", page, dark, verdict)
                            .isGreaterThan(4.5);
                }
                browser()
                        .picture(
                                PICTURES.resolve(
                                        page.getFileName() + (dark ? "-dark.png" : "-light.png")));
            }
        }
    }

    @Test
    void theMatrixShowsWhereRuntimesDiffer() throws Exception {
        browser().open(matrix, 1200, 900, false);
        assertThat(visible()).isEqualTo(LOCAL.requirements().size());
        browser().click("input[name=differ]");

        assertThat(ids())
                .containsExactlyInAnyOrder(
                        "WRK-LIFE-002",
                        "WRK-LIFE-004",
                        "WRK-SPI-003",
                        "WRK-CHAN-001",
                        "WRK-CHAN-002",
                        "WRK-POOL-001",
                        "WRK-POOL-002",
                        "WRK-POOL-003");
        choose("area", "CHAN");
        assertThat(ids()).containsExactly("WRK-CHAN-001", "WRK-CHAN-002");
        browser().click("#WRK-CHAN-002 summary");
        assertThat(browser().evaluate("document.querySelector('#WRK-CHAN-002 details').open"))
                .isEqualTo("true");
        browser().picture(PICTURES.resolve("matrix-differ.png"));
    }

    @Test
    void theKillMatrixShowsSurvivorsAlone() throws Exception {
        browser().open(kills, 1200, 900, false);
        assertThat(ids()).containsExactly("WRK-LIFE-001", "WRK-LIFE-002", "WRK-LIFE-003");
        browser().click("input[value=killed]");
        assertThat(ids()).containsExactly("WRK-LIFE-002", "WRK-LIFE-003");
        browser().click("input[value=unsabotaged]");
        assertThat(ids()).containsExactly("WRK-LIFE-002");
        assertThat(shown()).startsWith("1 of 3 ");
        browser().click("#WRK-LIFE-002 summary");
        assertThat(browser().evaluate("document.querySelector('#WRK-LIFE-002 details').open"))
                .isEqualTo("true");
        browser().click(".kills a[href='#WRK-LIFE-001']");
        assertThat(browser().evaluate("location.hash")).isEqualTo("#WRK-LIFE-001");
        browser().picture(PICTURES.resolve("kills-filtered.png"));
    }

    private static Browser browser() {
        return Objects.requireNonNull(started);
    }

    private static int visible() throws InterruptedException {
        return Integer.parseInt(browser().evaluate(VISIBLE + ".length"));
    }

    private static List<String> ids() throws InterruptedException {
        String ids = browser().evaluate(VISIBLE + ".map(e => e.id)");
        return ids.isEmpty() ? List.of() : List.of(ids.split(","));
    }

    private static String shown() throws InterruptedException {
        return browser().evaluate("document.getElementById('shown').textContent");
    }

    private static String focused() throws InterruptedException {
        return browser().evaluate("document.activeElement.value");
    }

    /** As if it were chosen from the list that the browser draws, which no tool can click. */
    private static void choose(String name, String value) throws InterruptedException {
        browser()
                .evaluate(
                        """
                        (() => {
                          const list = document.querySelector("select[name=%s]");
                          list.value = "%s";
                          list.dispatchEvent(new Event("change", {bubbles: true}));
                        })()"""
                                .formatted(name, value));
    }

    /** The relative luminance of the Web Content Accessibility Guidelines. */
    private static double brightness(String element, String property) throws InterruptedException {
        String[] parts =
                browser()
                        .evaluate("getComputedStyle(" + element + ")." + property)
                        .replaceAll("[^0-9,]", "")
                        .split(",");
        return 0.2126 * linear(parts[0]) + 0.7152 * linear(parts[1]) + 0.0722 * linear(parts[2]);
    }

    private static double linear(String part) {
        double value = Integer.parseInt(part) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }
}
