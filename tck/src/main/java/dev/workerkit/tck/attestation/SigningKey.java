package dev.workerkit.tck.attestation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Optional;

/** A private key: Ed25519, or ECDSA on P-256. */
public final class SigningKey {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final KeyKind kind;
    private final PrivateKey key;
    private final Optional<VerifyingKey> verifyingKey;

    private SigningKey(KeyKind kind, PrivateKey key, Optional<VerifyingKey> verifyingKey) {
        this.kind = kind;
        this.key = key;
        this.verifyingKey = verifyingKey;
    }

    /**
     * Reads a PEM file that contains a private key, not encrypted. If it contains the public key
     * too, signatures tell its id.
     *
     * @throws KeyFileException if it contains none
     */
    public static SigningKey read(Path path) {
        Pem pem = Pem.read(path);
        byte[] encoded = pem.find(Pem.PRIVATE).orElseThrow(() -> noPrivateKey(pem));
        try {
            for (KeyKind kind : KeyKind.values()) {
                Optional<PrivateKey> key = kind.privateKey(encoded);
                if (key.isPresent()) {
                    SigningKey read = new SigningKey(kind, key.orElseThrow(), VerifyingKey.in(pem));
                    read.requirePair(path);
                    return read;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("The key " + path + " can't be used: " + e);
        }
        throw new KeyFileException(
                path + " is neither an Ed25519 nor a P-256 key; tck key FILE makes one");
    }

    /**
     * Makes an Ed25519 key. The file, which only its owner may read, has both the private and the
     * public key; the public one is besides in a file with {@code .pub} added to the name.
     *
     * @return the file of the public key
     * @throws KeyFileException if one of the files exists, or can't be written
     */
    public static Path make(Path path) {
        Path shared = path.resolveSibling(path.getFileName() + ".pub");
        for (Path file : List.of(path, shared)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new KeyFileException(file + " is there already; choose another name");
            }
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String publicKey = Pem.text(Pem.PUBLIC, pair.getPublic().getEncoded());
            String privateKey = Pem.text(Pem.PRIVATE, pair.getPrivate().getEncoded());
            Files.createFile(path, OWNER_ONLY);
            Files.writeString(path, privateKey + publicKey);
            Files.writeString(shared, publicKey, StandardOpenOption.CREATE_NEW);
            return shared;
        } catch (IOException e) {
            throw new KeyFileException("The key " + path + " can't be written: " + e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK makes Ed25519 keys", e);
        }
    }

    /** The id of the public key, if the file has it. */
    Optional<String> id() {
        return verifyingKey.map(VerifyingKey::id);
    }

    byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance(kind.signatures());
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK signs " + kind.signatures(), e);
        }
    }

    private void requirePair(Path path) throws SignatureException {
        byte[] trial = {1, 2, 3};
        if (verifyingKey.isPresent() && !verifyingKey.orElseThrow().verifies(trial, sign(trial))) {
            throw new KeyFileException(
                    "The public key in " + path + " is not that of its private key");
        }
    }

    private static KeyFileException noPrivateKey(Pem pem) {
        String kinds = String.join(", ", pem.blocks().keySet());
        String advice =
                kinds.contains("ENCRYPTED")
                        ? "decrypt it: openssl pkcs8 -in " + pem.path()
                        : kinds.contains("EC PRIVATE KEY")
                                ? "convert it: openssl pkcs8 -topk8 -nocrypt -in " + pem.path()
                                : "tck key FILE makes one";
        return new KeyFileException(
                "%s has no private key to sign with, but %s; %s"
                        .formatted(pem.path(), kinds, advice));
    }
}
