package dev.workerkit.wire;

import dev.workerkit.SpecException;
import dev.workerkit.spi.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM file of a socket context.
 *
 * @param field which of its fields, for messages
 * @param what what the file should hold, for messages
 */
record PemFile(String field, String what, Path path) {

    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    /** All certificates in it, in their order; one at least. */
    List<X509Certificate> certificates() {
        List<X509Certificate> found = new ArrayList<>();
        Matcher section = SECTION.matcher(text(readable()));
        while (section.find()) {
            if (section.group(1).equals("CERTIFICATE")) {
                found.add(certificate(der(section.group(2)), found.size() + 1));
            }
        }
        if (found.isEmpty()) {
            throw wrong("holds no certificate in PEM", "it needs -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    private X509Certificate certificate(byte[] der, int number) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw wrong(
                    "holds something else as certificate " + number + ": " + e.getMessage(),
                    "export the certificates anew");
        }
    }

    /**
     * The key in it, of the kind that a certificate is for. A file that others can read is refused.
     *
     * @param algorithm the key's kind, for example {@code RSA}
     */
    PrivateKey privateKey(String algorithm) {
        Matcher section = SECTION.matcher(text(secret()));
        List<String> others = new ArrayList<>();
        while (section.find()) {
            if (section.group(1).equals("PRIVATE KEY")) {
                return privateKey(algorithm, der(section.group(2)));
            }
            others.add(section.group(1));
        }
        if (others.contains("ENCRYPTED PRIVATE KEY")) {
            throw wrong(
                    "holds an encrypted key, and nobody could type its password",
                    "keep a plain one in a file of mode 600, as made by: openssl pkcs8 -topk8"
                            + " -nocrypt -in "
                            + path);
        }
        if (others.stream().anyMatch(name -> name.endsWith(" PRIVATE KEY"))) {
            throw wrong(
                    "holds a key in another form than PKCS #8: " + others,
                    "convert it with: openssl pkcs8 -topk8 -nocrypt -in " + path);
        }
        throw wrong("holds no key in PEM", "it needs -----BEGIN PRIVATE KEY-----");
    }

    private PrivateKey privateKey(String algorithm, byte[] der) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            // Without the cause's text, which might show a part of the key.
            throw wrong(
                    "holds no " + algorithm + " key, and the certificate is for one",
                    "name the key that the certificate was made for");
        }
    }

    private byte[] der(String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw wrong("is damaged: what it holds is not Base64", "export it anew");
        }
    }

    private byte[] readable() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private byte[] secret() {
        try {
            return PrivateFile.read(field, what, path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private SpecException unreadable(IOException e) {
        return wrong("can't be read: " + e, "name a PEM file that you can read");
    }

    /** What is wrong with the file, and what to do. */
    SpecException wrong(String found, String advice) {
        return new SpecException(field, what + " " + path + " " + found, advice);
    }
}
