package dev.workerkit.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;

/**
 * A certificate for a fresh key that signs itself, in the few DER values that X.509 asks for. Nobody
 * looks at its name or dates: whoever connects knows it by its fingerprint.
 *
 * @param keys of the curve P-256
 */
record SelfSigned(KeyPair keys, X509Certificate certificate) {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xa0;

    /** 1.2.840.10045.4.3.2 */
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };

    /** 2.5.4.3 */
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    private static final byte[] VERSION_3 = {2};
    private static final int SERIAL_BITS = 127;

    /** One that is valid for ever, as its key is gone when its runtime is. */
    static SelfSigned make() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        byte[] algorithm = value(SEQUENCE, value(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
        byte[] toBeSigned = toBeSigned(keys, algorithm);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(toBeSigned);
        byte[] der = value(SEQUENCE, toBeSigned, algorithm, bits(signature.sign()));
        return new SelfSigned(
                keys,
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(der)));
    }

    private static byte[] toBeSigned(KeyPair keys, byte[] algorithm) {
        byte[] serial = new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0).toByteArray();
        byte[] name =
                value(
                        SEQUENCE,
                        value(
                                SET,
                                value(
                                        SEQUENCE,
                                        value(OBJECT_IDENTIFIER, COMMON_NAME),
                                        value(UTF8_STRING, ascii("workerkit")))));
        byte[] validity =
                value(
                        SEQUENCE,
                        value(GENERALIZED_TIME, ascii("20000101000000Z")),
                        value(GENERALIZED_TIME, ascii("99991231235959Z")));
        return value(
                SEQUENCE,
                value(VERSION, value(INTEGER, VERSION_3)),
                value(INTEGER, serial),
                algorithm,
                name,
                validity,
                name,
                keys.getPublic().getEncoded());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** All bits of whole bytes. */
    private static byte[] bits(byte[] bytes) {
        return value(BIT_STRING, new byte[1], bytes);
    }

    private static byte[] value(int tag, byte[]... contents) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            body.writeBytes(content);
        }
        int length = body.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length <= 0xff) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }
}
