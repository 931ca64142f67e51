package dev.workerkit.remote;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How door and relay prove to each other, inside TLS, that they know the cookie of a pass; nobody
 * shows it. The proofs are bound to the door's certificate, so nobody in between can hand them on.
 *
 * <pre>
 *   door    "WKRM", version (1), nonce (32)
 *   relay   "WKRM", version (1), pass (16), nonce (32), proof (32)
 *   door    1, proof (32), or 0 if the pass is not good
 *
 *   proof   HMAC-SHA256(cookie, side, door's nonce, relay's nonce, certificate's SHA-256, pass)
 * </pre>
 */
final class Greeting {

    /** Who is let in, if anyone; and only once. */
    @FunctionalInterface
    interface Passes<T> {

        /** Who has this pass, without using it up. */
        @Nullable T find(String pass);
    }

    /** The cookie of somebody who has a pass. */
    @FunctionalInterface
    interface Cookies<T> {
        String cookieOf(T bearer);
    }

    /** Uses a pass up; whether it was still good. */
    @FunctionalInterface
    interface Use<T> {
        boolean use(T bearer);
    }

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] MAGIC = "WKRM".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int NONCE_BYTES = 32;
    private static final int PROOF_BYTES = 32;
    private static final int WELCOME = 1;
    private static final int REFUSED = 0;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataInputStream in;
    private final DataOutputStream out;
    private final byte[] certificate;

    /**
     * Over these streams, unbuffered, so that nothing is read that follows.
     *
     * @param certificate the fingerprint of the door's
     */
    Greeting(InputStream in, OutputStream out, String certificate) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
        this.certificate = HexFormat.of().parseHex(certificate);
    }

    /**
     * The door's part.
     *
     * @return who was let in
     * @throws IOException if it is nobody to be let in
     */
    <T> T receive(Passes<T> passes, Cookies<T> cookies, Use<T> use) throws IOException {
        byte[] mine = nonce();
        out.write(concat(MAGIC, new byte[] {VERSION}, mine));
        out.flush();
        requireMagic();
        byte[] pass = in.readNBytes(Secret.PASS_BYTES);
        byte[] theirs = in.readNBytes(NONCE_BYTES);
        byte[] proof = in.readNBytes(PROOF_BYTES);
        T bearer = passes.find(HexFormat.of().formatHex(pass));
        // As much work for a pass that there is not, so that nobody can tell.
        String cookie =
                bearer == null ? Secret.draw(Secret.COOKIE_BYTES) : cookies.cookieOf(bearer);
        boolean proved = MessageDigest.isEqual(proof, proof("relay", cookie, mine, theirs, pass));
        if (!proved || bearer == null || !use.use(bearer)) {
            out.write(REFUSED);
            out.flush();
            throw new ProtocolException("its pass is not good");
        }
        out.write(concat(new byte[] {WELCOME}, proof("door", cookie, mine, theirs, pass)));
        out.flush();
        return bearer;
    }

    /**
     * The relay's part.
     *
     * @throws RefusedException if the door does not let it in, or is another
     */
    void give(Secret secret) throws IOException {
        requireMagic();
        byte[] theirs = in.readNBytes(NONCE_BYTES);
        byte[] pass = HexFormat.of().parseHex(secret.pass());
        byte[] mine = nonce();
        byte[] proof = proof("relay", secret.cookie(), theirs, mine, pass);
        out.write(concat(MAGIC, new byte[] {VERSION}, pass, mine, proof));
        out.flush();
        if (in.readByte() != WELCOME) {
            throw new RefusedException(
                    "The master does not let this worker in: its pass was used, or is over");
        }
        byte[] answer = in.readNBytes(PROOF_BYTES);
        byte[] expected = proof("door", secret.cookie(), theirs, mine, pass);
        if (!MessageDigest.isEqual(answer, expected)) {
            throw new RefusedException("The other side does not know this worker's cookie");
        }
    }

    private void requireMagic() throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new ProtocolException("it does not begin with WKRM");
        }
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new ProtocolException("it speaks version " + version + ", not " + VERSION);
        }
    }

    private byte[] proof(String side, String cookie, byte[] door, byte[] relay, byte[] pass) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(cookie), ALGORITHM));
            // All of fixed length but the first, which has an end.
            mac.update(concat((side + "\n").getBytes(StandardCharsets.US_ASCII), door, relay));
            return mac.doFinal(concat(certificate, pass));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each Java has " + ALGORITHM, e);
        }
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
