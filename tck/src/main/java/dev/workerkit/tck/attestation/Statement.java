package dev.workerkit.tck.attestation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.workerkit.tck.registry.Level;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportFile;
import dev.workerkit.tck.report.ReportFormat;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Predicate;

/**
 * An in-toto statement, version 1, with a test result about a report. It follows from the report
 * alone, so that it can be compared with it.
 *
 * @param json what it says
 */
record Statement(JsonNode json) {

    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The statement that is due of a report. */
    static Statement of(ReportFile file) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("_type", TYPE);
        ObjectNode subject = statement.putArray("subject").addObject();
        subject.put("name", ReportFormat.JSON.fileName());
        subject.putObject("digest").put("sha256", sha256(file.bytes()));
        statement.put("predicateType", PREDICATE_TYPE);
        statement.set("predicate", predicate(file.report()));
        return new Statement(statement);
    }

    /**
     * Reads a statement.
     *
     * @throws AttestationException if it is none, or one of something else
     */
    static Statement read(byte[] payload) {
        JsonNode json;
        try {
            json = JSON.readTree(payload);
        } catch (IOException e) {
            throw new AttestationException("The statement is damaged: it is not JSON");
        }
        require(json, "_type", TYPE);
        require(json, "predicateType", PREDICATE_TYPE);
        return new Statement(json);
    }

    byte[] bytes() {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The digest of the report that it is about. */
    String digest() {
        return json.at("/subject/0/digest/sha256").asText();
    }

    /** What it says of the report. */
    JsonNode predicate() {
        return json.path("predicate");
    }

    /** The result that it states. */
    String result() {
        return predicate().path("result").asText();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void require(JsonNode json, String field, String due) {
        String found = json.path(field).asText();
        if (!found.equals(due)) {
            throw new AttestationException(
                    "It is a statement of another kind: its %s is '%s', not %s"
                            .formatted(field, found, due));
        }
    }

    private static ObjectNode predicate(ConformanceReport report) {
        ObjectNode predicate = JSON.createObjectNode();
        ArrayNode passed = ids(report, result -> result.verdict() == Verdict.PASSED);
        ArrayNode warned = ids(report, Statement::isWarning);
        ArrayNode failed = ids(report, Statement::isFailure);
        predicate.put("result", result(report, warned));
        ObjectNode configuration = predicate.putArray("configuration").addObject();
        configuration.put("name", "workerkit-tck");
        configuration.put("mediaType", "application/json");
        configuration.put("content", configuration(report));
        predicate.set("passedTests", passed);
        predicate.set("warnedTests", warned);
        predicate.set("failedTests", failed);
        return predicate;
    }

    private static String result(ConformanceReport report, ArrayNode warned) {
        return switch (report.outcome()) {
            case CONFORMANT -> warned.isEmpty() ? "PASSED" : "WARNED";
            case CONFORMANT_WITH_EXCLUSIONS, PARTIAL -> "WARNED";
            case NOT_CONFORMANT, INCONCLUSIVE, TCK_FAILED -> "FAILED";
        };
    }

    private static ArrayNode ids(ConformanceReport report, Predicate<RequirementResult> which) {
        ArrayNode ids = JSON.createArrayNode();
        report.requirements().stream().filter(which).map(RequirementResult::id).forEach(ids::add);
        return ids;
    }

    private static boolean isWarning(RequirementResult result) {
        return result.verdict() == Verdict.EXCLUDED
                || result.level() != Level.MUST && isTrouble(result.verdict());
    }

    private static boolean isFailure(RequirementResult result) {
        return result.level() == Level.MUST && isTrouble(result.verdict());
    }

    private static boolean isTrouble(Verdict verdict) {
        return verdict == Verdict.FAILED
                || verdict == Verdict.FLAKY
                || verdict == Verdict.CANT_TELL
                || verdict == Verdict.ERROR;
    }

    /** What was run, on what, and how, as a resource descriptor has it: in base64. */
    private static String configuration(ConformanceReport report) {
        ObjectNode run = JSON.createObjectNode();
        run.put("tckVersion", report.tckVersion());
        run.put("specVersion", report.specVersion());
        run.put("runtime", report.runtime().name());
        run.put("provider", report.runtime().provider());
        run.put("runtimeVersion", report.runtime().version());
        run.put("started", report.started().toString());
        run.put("seed", report.options().seed());
        run.put("timeScale", report.options().timeScale());
        report.options().areas().forEach(run.putArray("areas")::add);
        report.options().requirements().forEach(run.putArray("requirements")::add);
        report.options().profiles().forEach(run.putArray("profiles")::add);
        return Base64.getEncoder().encodeToString(run.toString().getBytes(StandardCharsets.UTF_8));
    }
}
