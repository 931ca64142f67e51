package dev.workerkit.tck.attestation;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** The kinds of keys that the JDK can sign with and that need no parameters. */
enum KeyKind {
    ED25519("Ed25519", "Ed25519"),
    /** Its signatures are ASN.1 sequences. */
    P256("EC", "SHA256withECDSA");

    private static final String CURVE = "secp256r1";

    private final String keys;
    private final String signatures;

    KeyKind(String keys, String signatures) {
        this.keys = keys;
        this.signatures = signatures;
    }

    /** The JDK's name of the algorithm that signs. */
    String signatures() {
        return signatures;
    }

    Optional<PrivateKey> privateKey(byte[] pkcs8) throws GeneralSecurityException {
        try {
            return ours(
                    KeyFactory.getInstance(keys).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }

    Optional<PublicKey> publicKey(byte[] x509) throws GeneralSecurityException {
        try {
            return ours(KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(x509)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }

    private <K extends Key> Optional<K> ours(K key) throws GeneralSecurityException {
        return key instanceof ECKey curved && !isP256(curved.getParams())
                ? Optional.empty()
                : Optional.of(key);
    }

    private static boolean isP256(ECParameterSpec given) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVE));
        ECParameterSpec due = parameters.getParameterSpec(ECParameterSpec.class);
        return due.getCurve().equals(given.getCurve())
                && due.getGenerator().equals(given.getGenerator());
    }
}
