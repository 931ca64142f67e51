package dev.workerkit.tck.attestation;

import dev.workerkit.tck.report.ReportFile;
import dev.workerkit.tck.report.ReportFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Signed statements about reports: makes them, and tells whether they still hold. */
public final class Attestation {

    private Attestation() {}

    /** The signed statement about a report, as the content of a file. */
    public static String of(ReportFile report, SigningKey key) {
        return Envelope.signed(Statement.of(report).bytes(), key);
    }

    /**
     * Verifies a statement and the report that it is about.
     *
     * @param statement the file of the statement
     * @param report its {@code conformance.json}
     * @param key with which it was signed; without it, that isn't verified
     * @return the report
     * @throws AttestationException if the report, the statement or the signature was changed
     */
    public static ReportFile verify(Path statement, Path report, Optional<VerifyingKey> key) {
        Envelope envelope = Envelope.open(content(statement));
        key.ifPresent(given -> requireSignature(envelope, report, given));
        Statement signed = Statement.read(envelope.payload());
        String digest = Statement.sha256(content(report));
        if (!digest.equals(signed.digest())) {
            throw new AttestationException(
                    "The report %s was changed after it was signed: its SHA-256 is %s, the statement says %s"
                            .formatted(report, digest, signed.digest()));
        }
        ReportFile file = ReportFile.read(report);
        Statement due = Statement.of(file);
        if (!due.predicate().equals(signed.predicate())) {
            throw new AttestationException(
                    "The statement does not say what the report says: its result is %s, that of the report %s"
                            .formatted(signed.result(), due.result()));
        }
        return file;
    }

    private static void requireSignature(Envelope envelope, Path report, VerifyingKey key) {
        if (envelope.isSignedWith(key)) {
            return;
        }
        if (envelope.namesAnotherKeyThan(key)) {
            throw new AttestationException(
                    "The statement was signed with another key than " + key.id());
        }
        throw new AttestationException(
                isDue(envelope, report)
                        ? "The signature does not fit: it was changed, or made with another key, or"
                                + " report and statement were changed together"
                        : "The statement was changed after it was signed: the signature does not"
                                + " fit, and the report says something else");
    }

    /** A statement that the report itself comes to was not changed. */
    private static boolean isDue(Envelope envelope, Path report) {
        try {
            return Statement.of(ReportFile.read(report))
                    .json()
                    .equals(Statement.read(envelope.payload()).json());
        } catch (ReportFileException | AttestationException e) {
            return false;
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }
}
