package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the next version of the specification would say of a runtime. Nothing of it counts.
 *
 * @param version for which it is drafted
 * @param runtime who would be concerned
 * @param drafts what it would require
 */
public record PreviewReport(String version, RuntimeDescription runtime, List<Draft> drafts) {

    private static final String JSON = "preview.json";
    private static final String MARKDOWN = "preview.md";

    /**
     * One requirement to come.
     *
     * @param verdict passed, where nothing would break
     * @param reasons of each verification that did not pass, and why
     */
    public record Draft(
            String id,
            Level level,
            String text,
            String intent,
            Verdict verdict,
            List<Reason> reasons) {

        /** Keeps a copy of the list. */
        public Draft {
            reasons = List.copyOf(reasons);
        }
    }

    /** Why a verification did not pass. */
    public record Reason(String verification, Verdict verdict, String message) {}

    /** Keeps a copy of the list. */
    public PreviewReport {
        drafts = List.copyOf(drafts);
    }

    /** Of what was found of the drafts. */
    public static PreviewReport of(String version, ConformanceReport found) {
        return new PreviewReport(
                version,
                found.runtime(),
                found.requirements().stream().map(each -> draft(each, found)).toList());
    }

    private static Draft draft(RequirementResult requirement, ConformanceReport found) {
        return new Draft(
                requirement.id(),
                requirement.level(),
                requirement.text(),
                requirement.intent(),
                requirement.verdict(),
                found.verifications().stream()
                        .filter(result -> requirement.verifications().contains(result.id()))
                        .filter(result -> result.verdict() != Verdict.PASSED)
                        .map(
                                result ->
                                        new Reason(
                                                result.id(),
                                                result.verdict(),
                                                String.valueOf(result.message())))
                        .toList());
    }

    /** How many have this verdict. */
    public long count(Verdict verdict) {
        return drafts.stream().filter(draft -> draft.verdict() == verdict).count();
    }

    /** Says it in a sentence. */
    public String sentence() {
        return "On '%s' %d of %d would break."
                .formatted(runtime.name(), count(Verdict.FAILED), drafts.size());
    }

    /** Writes it as JSON and as Markdown, in the place of those that are there. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(JSON), Json.text(this));
        Files.writeString(folder.resolve(MARKDOWN), markdown());
    }

    /**
     * Makes the folder, and removes what an earlier run left.
     *
     * @throws IOException if nothing can be written there
     */
    public static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(MARKDOWN));
        Files.deleteIfExists(folder.resolve(JSON));
        Files.delete(Files.createTempFile(folder, ".writable", ""));
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("## Drafted for version ").append(Markdown.plain(version)).append("\n\n");
        text.append(Markdown.plain(sentence())).append(" Nothing of it counts yet.\n\n");
        text.append("| draft | level | | |\n|---|---|---|---|\n");
        for (Draft draft : drafts) {
            text.append(
                    "| %s | %s | %s | %s |\n"
                            .formatted(
                                    draft.id(),
                                    draft.level(),
                                    words(draft.verdict()),
                                    Markdown.plain(draft.text())));
            for (Reason reason : draft.reasons()) {
                text.append(
                        "| | | %s | %s |\n"
                                .formatted(
                                        Markdown.plain(reason.verification()),
                                        Markdown.plain(reason.message())));
            }
        }
        return text.toString();
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "would pass";
            case FAILED -> "would break";
            default -> verdict.word();
        };
    }
}
