package dev.workerkit.remote;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a worker is given to find its master and to be let in: a few lines of text. Whoever has them
 * is the worker, so they go nowhere but into a secret.
 *
 * @param host name or address of the master's machine, as the worker's knows it
 * @param certificate SHA-256 of the door's certificate, in hexadecimal digits
 * @param pass names the pass
 * @param cookie 32 bytes that nobody else knows, in hexadecimal digits
 */
record Secret(String host, int port, String certificate, String pass, String cookie) {

    /** The environment variable that names the file with the secret. */
    static final String VARIABLE = "WORKERKIT_SECRET";

    static final int PASS_BYTES = 16;
    static final int COOKIE_BYTES = 32;
    private static final int CERTIFICATE_BYTES = 32;

    private static final String MARK = "workerkit-secret-1";
    private static final long LONGEST = 4096;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Not to be printed by accident. */
    @Override
    public String toString() {
        return "the secret of pass " + pass;
    }

    static String draw(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    byte[] text() {
        return new StringBuilder(MARK)
                .append("\nhost=")
                .append(host)
                .append("\nport=")
                .append(port)
                .append("\ncertificate=")
                .append(certificate)
                .append("\npass=")
                .append(pass)
                .append("\ncookie=")
                .append(cookie)
                .append('\n')
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads it.
     *
     * @throws WorkerException if that is no such file
     */
    static Secret read(Path file) {
        try {
            if (Files.size(file) <= LONGEST) {
                return of(Files.readString(file));
            }
        } catch (IOException e) {
            throw new WorkerException("The secret in " + file + " can't be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new WorkerException(
                    "The secret in " + file + " can't be used: " + e.getMessage(), e);
        }
        throw new WorkerException(
                "The secret in " + file + " can't be used: it has over " + LONGEST + " bytes");
    }

    private static Secret of(String text) {
        Map<String, String> fields = new HashMap<>();
        String[] lines = text.split("\n");
        if (!lines[0].equals(MARK)) {
            throw new IllegalArgumentException("its first line is not " + MARK);
        }
        for (int i = 1; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            if (equals > 0) {
                fields.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
            }
        }
        return new Secret(
                field("host", fields),
                port(field("port", fields)),
                hex("certificate", CERTIFICATE_BYTES, fields),
                hex("pass", PASS_BYTES, fields),
                hex("cookie", COOKIE_BYTES, fields));
    }

    private static int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("its port is '" + text + "', not 1 to 65535");
        }
        return port;
    }

    private static String hex(String name, int bytes, Map<String, String> fields) {
        String value = field(name, fields);
        if (value.length() != 2 * bytes || !value.matches("[0-9a-f]*")) {
            throw new IllegalArgumentException(
                    "its line '" + name + "' is not of " + 2 * bytes + " hexadecimal digits");
        }
        return value;
    }

    private static String field(String name, Map<String, String> fields) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("it has no line '" + name + "=...'");
        }
        return value;
    }
}
