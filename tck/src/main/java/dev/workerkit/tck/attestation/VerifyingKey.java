package dev.workerkit.tck.attestation;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.HexFormat;
import java.util.Optional;

/** A public key: Ed25519, or ECDSA on P-256. */
public final class VerifyingKey {

    private final KeyKind kind;
    private final PublicKey key;

    private VerifyingKey(KeyKind kind, PublicKey key) {
        this.kind = kind;
        this.key = key;
    }

    /**
     * Reads a PEM file that contains a public key.
     *
     * @throws KeyFileException if it doesn't
     */
    public static VerifyingKey read(Path path) {
        return in(Pem.read(path))
                .orElseThrow(
                        () ->
                                new KeyFileException(
                                        path
                                                + " has no public key; openssl pkey -in "
                                                + path
                                                + " -pubout tells that of a private key"));
    }

    static Optional<VerifyingKey> in(Pem pem) {
        return pem.find(Pem.PUBLIC).map(encoded -> of(pem.path(), encoded));
    }

    private static VerifyingKey of(Path path, byte[] encoded) {
        try {
            for (KeyKind kind : KeyKind.values()) {
                Optional<PublicKey> key = kind.publicKey(encoded);
                if (key.isPresent()) {
                    return new VerifyingKey(kind, key.orElseThrow());
                }
            }
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("The key " + path + " can't be used: " + e);
        }
        throw new KeyFileException(
                path + " is neither an Ed25519 nor a P-256 key; tck key FILE makes one");
    }

    /** Tells keys from each other: the SHA-256 of the encoded key, in hexadecimal digits. */
    public String id() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /**
     * Whether this key made the signature.
     *
     * @throws SignatureException if it is not even of the form of one
     */
    boolean verifies(byte[] message, byte[] signature) throws SignatureException {
        try {
            Signature verifier = Signature.getInstance(kind.signatures());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK verifies " + kind.signatures(), e);
        }
    }
}
