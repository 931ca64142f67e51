package dev.workerkit.tck.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves a cookie on one connection.
 *
 * @param challenge of the worker's hello
 * @param nonce of the master's
 */
public record WireProof(String challenge, String nonce) {

    /** Of a master's request. */
    public String ofMaster(String type, int id, String cookie) {
        return of("master", type, id, cookie);
    }

    /** Of a worker's answer. */
    public String ofWorker(String type, int id, String cookie) {
        return of("worker", type, id, cookie);
    }

    private String of(String side, String type, int id, String cookie) {
        String text =
                String.join("\n", "workerkit-1", side, type, "" + id, challenge, nonce) + "\n";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(cookie.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
