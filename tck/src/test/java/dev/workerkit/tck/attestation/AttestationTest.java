package dev.workerkit.tck.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportFile;
import dev.workerkit.tck.report.ReportFolder;
import dev.workerkit.tck.report.Reports;
import dev.workerkit.tck.report.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttestationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder = Path.of("");
    private Path key = Path.of("");
    private Path report = Path.of("");
    private Path statement = Path.of("");

    @BeforeEach
    void sign() throws IOException {
        key = folder.resolve("vendor.pem");
        SigningKey.make(key);
        statement = folder.resolve("conformance.attestation.json");
        attest(
                Reports.of(
                        "local",
                        Map.of(
                                "WRK-LIFE-001", Verdict.FAILED,
                                "WRK-LIFE-002", Verdict.EXCLUDED,
                                "WRK-LIFE-003", Verdict.UNTESTED,
                                "WRK-SPI-003", Verdict.FAILED)));
    }

    @Test
    void whatWasSignedIsVerified() {
        assertThat(verify().report().headline()).isEqualTo("Not conformant, with 1 exclusion");
    }

    @Test
    void isAnInTotoTestResultInADsseEnvelope() throws IOException {
        JsonNode envelope = JSON.readTree(Files.readAllBytes(statement));
        JsonNode signed = JSON.readTree(envelope.get("payload").binaryValue());

        assertThat(envelope.get("payloadType").asText()).isEqualTo("application/vnd.in-toto+json");
        assertThat(envelope.at("/signatures/0/keyid").asText())
                .isEqualTo(VerifyingKey.read(key).id());
        assertThat(envelope.at("/signatures/0/sig").binaryValue()).hasSize(64);
        assertThat(signed.get("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(signed.get("predicateType").asText())
                .isEqualTo("https://in-toto.io/attestation/test-result/v0.1");
        assertThat(signed.at("/subject/0/name").asText()).isEqualTo("conformance.json");
        assertThat(signed.at("/subject/0/digest/sha256").asText())
                .isEqualTo(Statement.sha256(Files.readAllBytes(report)));
        assertThat(signed.at("/predicate/result").asText()).isEqualTo("FAILED");
        assertThat(signed.at("/predicate/failedTests")).hasToString("[\"WRK-LIFE-001\"]");
        assertThat(signed.at("/predicate/warnedTests"))
                .hasToString("[\"WRK-LIFE-002\",\"WRK-SPI-003\"]");
        assertThat(signed.at("/predicate/passedTests").toString())
                .contains("WRK-LIFE-004")
                .doesNotContain("WRK-LIFE-003");
        assertThat(JSON.readTree(signed.at("/predicate/configuration/0/content").binaryValue()))
                .hasToString(
                        "{\"tckVersion\":\"0.1\",\"specVersion\":\"0.1\",\"runtime\":\"local\","
                                + "\"provider\":\"org.example.local\",\"runtimeVersion\":\"1.2\","
                                + "\"started\":\"2026-01-01T12:00:00Z\",\"seed\":42,"
                                + "\"timeScale\":1.0,\"areas\":[],\"requirements\":[],"
                                + "\"profiles\":[]}");
    }

    @Test
    void whatIsSignedIsThePreAuthenticationEncoding() throws Exception {
        JsonNode envelope = JSON.readTree(Files.readAllBytes(statement));
        byte[] payload = envelope.get("payload").binaryValue();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(
                                new X509EncodedKeySpec(
                                        Pem.read(key).find("PUBLIC KEY").orElseThrow())));
        signature.update(
                ("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ")
                        .getBytes(StandardCharsets.UTF_8));
        signature.update(payload);

        assertThat(signature.verify(envelope.at("/signatures/0/sig").binaryValue())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PASSED, WRK-LIFE-001, PASSED",
        "UNTESTED, WRK-LIFE-001, FAILED",
        "UNTESTED, WRK-SPI-003, PASSED",
        "FAILED, WRK-SPI-003, WARNED",
        "EXCLUDED, WRK-LIFE-001, WARNED",
        "FAILED, WRK-LIFE-001, FAILED",
        "CANT_TELL, WRK-LIFE-001, FAILED",
        "ERROR, WRK-LIFE-001, FAILED"
    })
    void statesAResult(Verdict verdict, String id, String result) throws IOException {
        attest(Reports.of("local", Map.of(id, verdict)));

        assertThat(Statement.of(ReportFile.read(report)).result()).isEqualTo(result);
    }

    @Test
    void aChangedReportIsDetected() throws IOException {
        replace(report, "it is failed", "it is flawed");

        assertThatThrownBy(this::verify)
                .isInstanceOf(AttestationException.class)
                .hasMessageStartingWith("The report " + report + " was changed after it was signed")
                .hasMessageContaining(Statement.sha256(Files.readAllBytes(report)));
    }

    @Test
    void aChangedStatementIsDetected() throws IOException {
        changePayload(text -> text.replace("\"FAILED\"", "\"PASSED\""));

        assertThatThrownBy(this::verify)
                .hasMessageStartingWith("The statement was changed after it was signed");
    }

    @Test
    void aStatementThatFollowsAChangedReportIsDetected() throws IOException {
        replace(report, "it is failed", "it is flawed");
        String digest = Statement.sha256(Files.readAllBytes(report));
        changePayload(
                text -> text.replaceAll("\"sha256\":\"\\w+\"", "\"sha256\":\"" + digest + "\""));

        assertThatThrownBy(this::verify)
                .hasMessageEndingWith("or report and statement were changed together");
    }

    @Test
    void aChangedSignatureIsDetected() throws IOException {
        changeSignature("sig", Base64.getEncoder().encodeToString(new byte[64]));
        assertThatThrownBy(this::verify)
                .hasMessageStartingWith("The signature does not fit: it was changed, or ");

        changeSignature("sig", "AAAA");
        assertThatThrownBy(this::verify).hasMessageStartingWith("The signature is damaged: ");

        changeSignature("sig", "%");
        assertThatThrownBy(this::verify).hasMessageStartingWith("The signature is damaged: ");
    }

    @Test
    void anotherKeyIsDetected() {
        Path other = folder.resolve("other.pem");
        SigningKey.make(other);
        VerifyingKey verifying = VerifyingKey.read(other);

        assertThatThrownBy(() -> Attestation.verify(statement, report, Optional.of(verifying)))
                .hasMessage("The statement was signed with another key than " + verifying.id());
    }

    @Test
    void aKeyIdIsNotBelieved() throws IOException {
        Path other = folder.resolve("other.pem");
        SigningKey.make(other);
        changeSignature("keyid", VerifyingKey.read(other).id());

        assertThat(verify().path()).isEqualTo(report);
        assertThatThrownBy(
                        () ->
                                Attestation.verify(
                                        statement, report, Optional.of(VerifyingKey.read(other))))
                .hasMessageStartingWith("The signature does not fit: it was changed, or ");
    }

    @Test
    void aFalseStatementIsDetectedThoughItsSignatureFits() throws IOException {
        byte[] payload = Statement.of(ReportFile.read(report)).bytes();
        String lie =
                new String(payload, StandardCharsets.UTF_8).replace("\"FAILED\"", "\"PASSED\"");
        Files.writeString(
                statement,
                Envelope.signed(lie.getBytes(StandardCharsets.UTF_8), SigningKey.read(key)));

        assertThatThrownBy(this::verify)
                .hasMessage(
                        "The statement does not say what the report says: its result is PASSED,"
                                + " that of the report FAILED");
    }

    @Test
    void aDamagedEnvelopeIsDetected() throws IOException {
        String whole = Files.readString(statement);
        Files.writeString(statement, whole.substring(0, 100));
        assertThatThrownBy(this::verify).hasMessage("The envelope is damaged: it is not JSON");
        Files.writeString(statement, whole.replace("vnd.in-toto+json", "json"));
        assertThatThrownBy(this::verify)
                .hasMessageStartingWith("The envelope says that it contains 'application/json'");
        Files.writeString(statement, whole.replaceAll("\"payload\" : \"", "\"payload\" : \"%"));
        assertThatThrownBy(this::verify)
                .hasMessage("The statement is damaged: it is not in base64");
        Files.writeString(
                statement, whole.replaceAll("\"signatures\" : .*", "\"signatures\" : []}"));
        assertThatThrownBy(this::verify).isInstanceOf(AttestationException.class);
    }

    @Test
    void withoutAKeyTheReportIsStillCompared() throws IOException {
        assertThat(Attestation.verify(statement, report, Optional.empty()).path())
                .isEqualTo(report);
        replace(report, "it is failed", "it is flawed");
        assertThatThrownBy(() -> Attestation.verify(statement, report, Optional.empty()))
                .hasMessageContaining("was changed after it was signed");
    }

    @Test
    void keysOfP256SignToo() throws Exception {
        writeKey("secp256r1");
        attest(Reports.of("local", Map.of()));

        assertThat(verify().report().headline()).isEqualTo("Conformant");
        changePayload(text -> text.replace("PASSED", "FAILED"));
        assertThatThrownBy(this::verify)
                .hasMessageStartingWith("The statement was changed after it was signed");
        changeSignature("sig", "AAAA");
        assertThatThrownBy(this::verify).hasMessageStartingWith("The signature is damaged");
    }

    @Test
    void otherKeysAreRefused() throws Exception {
        writeKey("secp384r1");
        assertThatThrownBy(() -> SigningKey.read(key))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("is neither an Ed25519 nor a P-256 key");
        Files.writeString(key, Pem.text("EC PRIVATE KEY", new byte[9]));
        assertThatThrownBy(() -> SigningKey.read(key))
                .hasMessageEndingWith(
                        "has no private key to sign with, but EC PRIVATE KEY; convert it: openssl"
                                + " pkcs8 -topk8 -nocrypt -in "
                                + key);
        Files.writeString(key, Pem.text("ENCRYPTED PRIVATE KEY", new byte[9]));
        assertThatThrownBy(() -> SigningKey.read(key)).hasMessageContaining("decrypt it: ");
        assertThatThrownBy(() -> VerifyingKey.read(key)).hasMessageContaining("has no public key");
        Files.writeString(key, Pem.text("PRIVATE KEY", new byte[9]));
        assertThatThrownBy(() -> SigningKey.read(key)).hasMessageContaining("is neither");
        Files.writeString(key, "secret");
        assertThatThrownBy(() -> SigningKey.read(key))
                .hasMessage(key + " is not a key in PEM form; tck key FILE makes one");
    }

    @Test
    void aKeyIsItsOwnersAloneAndNeverOverwritten() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("vendor.pem.pub"))
                .content()
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .doesNotContain("PRIVATE");
        assertThatThrownBy(() -> SigningKey.make(key))
                .hasMessage(key + " is there already; choose another name");
    }

    @Test
    void aPairThatIsNoneIsRefused() throws IOException {
        Path other = folder.resolve("other.pem");
        Path shared = SigningKey.make(other);
        String both = Files.readString(key);
        Files.writeString(
                key,
                both.substring(0, both.indexOf("-----BEGIN PUBLIC")) + Files.readString(shared));

        assertThatThrownBy(() -> SigningKey.read(key))
                .hasMessage("The public key in " + key + " is not that of its private key");
    }

    private void attest(ConformanceReport about) throws IOException {
        ReportFolder.prepare(folder.resolve("report")).write(about);
        report = folder.resolve("report/conformance.json");
        Files.writeString(statement, Attestation.of(ReportFile.read(report), SigningKey.read(key)));
    }

    private ReportFile verify() {
        return Attestation.verify(statement, report, Optional.of(VerifyingKey.read(key)));
    }

    private void writeKey(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair pair = generator.generateKeyPair();
        Files.writeString(
                key,
                Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded())
                        + Pem.text("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    private void changePayload(UnaryOperator<String> change) throws IOException {
        ObjectNode envelope = (ObjectNode) JSON.readTree(Files.readAllBytes(statement));
        String before = new String(envelope.get("payload").binaryValue(), StandardCharsets.UTF_8);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        envelope.put(
                "payload",
                Base64.getEncoder().encodeToString(after.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(statement, envelope.toString());
    }

    private void changeSignature(String field, String value) throws IOException {
        ObjectNode envelope = (ObjectNode) JSON.readTree(Files.readAllBytes(statement));
        ((ObjectNode) envelope.at("/signatures/0")).put(field, value);
        Files.writeString(statement, envelope.toString());
    }

    private static void replace(Path file, String some, String other) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(some);
        Files.writeString(file, text.replace(some, other));
    }
}
