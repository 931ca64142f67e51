package dev.workerkit.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves the knowledge of a cookie without showing it (WRK-ADMIN-001). Immutable; any thread.
 *
 * @param challenge the worker's, as it was written in its hello
 * @param nonce the master's, as it was written in its hello
 */
public record Proof(String challenge, String nonce) {

    /** Who proves. */
    public enum Side {
        /** In requests. */
        MASTER("master"),
        /** In answers. */
        WORKER("worker");

        private final String wireName;

        Side(String wireName) {
            this.wireName = wireName;
        }
    }

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A challenge or a nonce that nobody can guess: 64 hexadecimal digits. */
    public static String draw() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static boolean isHex(String text) {
        return text.length() == 2 * RANDOM_BYTES
                && text.chars().allMatch(each -> Character.digit(each, 16) >= 0 && each < 0x80);
    }

    /**
     * The proof.
     *
     * @param cookie the secret
     * @param type of the frame that it stands in
     * @param id of the request
     * @return 64 hexadecimal digits
     */
    public String of(byte[] cookie, Side side, FrameType type, long id) {
        String text =
                String.join(
                                "\n",
                                "workerkit-1",
                                side.wireName,
                                type.wireName(),
                                Long.toString(id),
                                challenge,
                                nonce)
                        + "\n";
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(cookie, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each Java has " + ALGORITHM, e);
        }
    }

    /** Whether it is this proof. Takes as long whatever of it is wrong. */
    public boolean matches(String claimed, byte[] cookie, Side side, FrameType type, long id) {
        return MessageDigest.isEqual(
                claimed.getBytes(StandardCharsets.UTF_8),
                of(cookie, side, type, id).getBytes(StandardCharsets.UTF_8));
    }
}
