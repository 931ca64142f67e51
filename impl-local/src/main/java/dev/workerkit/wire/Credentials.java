package dev.workerkit.wire;

import dev.workerkit.SocketContext;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificate that one side shows, and its key.
 *
 * @param key the key of the first certificate
 * @param chain one's own certificate, and those above it
 */
record Credentials(PrivateKey key, List<X509Certificate> chain) {

    private static final byte[] SAMPLE = new byte[32];

    /** How keys that TLS can use sign. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    /**
     * Those of a context, if it has any.
     *
     * @throws dev.workerkit.SpecException if a file is missing, is not what it should be, or is out
     *     of date, and if the key is open to others or another certificate's
     */
    static Optional<Credentials> of(SocketContext context) {
        if (context.certificateChain().isEmpty() || context.privateKey().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(read(context.certificateChain().get(), context.privateKey().get()));
    }

    private static Credentials read(Path chain, Path privateKey) {
        PemFile certificates =
                new PemFile("socketContext.certificateChain", "the certificate file", chain);
        PemFile keys = new PemFile("socketContext.privateKey", "the key file", privateKey);
        List<X509Certificate> found = certificates.certificates();
        found.forEach(certificate -> requireInDate(certificate, certificates));
        PublicKey forKey = found.get(0).getPublicKey();
        String signature = SIGNATURES.get(forKey.getAlgorithm());
        if (signature == null) {
            throw certificates.wrong(
                    "is for a key of the kind " + forKey.getAlgorithm(),
                    "use one of " + SIGNATURES.keySet().stream().sorted().toList());
        }
        PrivateKey key = keys.privateKey(forKey.getAlgorithm());
        if (!isPair(key, forKey, signature)) {
            throw keys.wrong(
                    "holds another key than the one of the first certificate in " + chain,
                    "name the key that the certificate was made for, and put one's own"
                            + " certificate before those above it");
        }
        return new Credentials(key, found);
    }

    private static void requireInDate(X509Certificate certificate, PemFile file) {
        Instant now = Instant.now();
        Instant first = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        String subject = "the certificate of " + certificate.getSubjectX500Principal();
        if (now.isAfter(last)) {
            throw file.wrong("holds " + subject + ", which expired at " + last, "renew it");
        }
        if (now.isBefore(first)) {
            throw file.wrong(
                    "holds " + subject + ", which is not valid before " + first,
                    "look at the clock, or use another until then");
        }
    }

    private static boolean isPair(PrivateKey key, PublicKey publicKey, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Of another curve or size: not a pair either.
            return false;
        }
    }
}
