package dev.workerkit;

import dev.workerkit.spi.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the secret comes from that a master and a shared worker prove to each other before the one
 * obeys the other (WRK-ADMIN-001). It never travels: what travels is a proof of it.
 *
 * <p>The secret is the content, as bytes, without ASCII white space at its ends. It is read anew each time, so a
 * cookie can be held for long.
 */
public sealed interface AdminCookie {

    /** The shortest secret that is accepted, in bytes. */
    int SHORTEST = 16;

    /** The secret is in this file, which nobody but its owner may read. */
    static AdminCookie file(Path path) {
        return new InFile(path);
    }

    /** The secret is in this environment variable. */
    static AdminCookie environment(String variable) {
        return new InEnvironment(variable);
    }

    /** This is the secret. */
    static AdminCookie of(String secret) {
        return new Literal(secret);
    }

    /**
     * The secret, as bytes.
     *
     * @throws SpecException if there is none, others can read it, or it is shorter than {@link
     *     #SHORTEST}; the message never holds it
     */
    byte[] secret();

    private static byte[] checked(byte[] content, String where) {
        int from = 0;
        int to = content.length;
        while (from < to && isWhiteSpace(content[from])) {
            from++;
        }
        while (from < to && isWhiteSpace(content[to - 1])) {
            to--;
        }
        if (to - from < SHORTEST) {
            throw new SpecException(
                    "cookie",
                    where + " has " + (to - from) + " bytes",
                    "use at least " + SHORTEST + ", for example those of: " + recipe());
        }
        return Arrays.copyOfRange(content, from, to);
    }

    private static String recipe() {
        return "head -c 32 /dev/urandom | base64";
    }

    /** Blank, tab, line feed, vertical tab, form feed, carriage return. */
    private static boolean isWhiteSpace(byte value) {
        return value == ' ' || value >= '\t' && value <= '\r';
    }

    /** See {@link #file}. */
    record InFile(Path path) implements AdminCookie {

        @Override
        public byte[] secret() {
            try {
                byte[] content = PrivateFile.read("cookie", "the cookie file", path);
                return checked(content, "the cookie file " + path);
            } catch (NoSuchFileException e) {
                throw new SpecException(
                        "cookie",
                        "the cookie file " + path + " does not exist",
                        "make it, for example by: (umask 077; " + recipe() + " > " + path + ")");
            } catch (IOException e) {
                throw new SpecException(
                        "cookie",
                        "the cookie file " + path + " can't be read: " + e,
                        "make it a file that you can read, and nobody else");
            }
        }
    }

    /** See {@link #environment}. */
    record InEnvironment(String variable) implements AdminCookie {
        @Override
        public byte[] secret() {
            String value =
                    Optional.ofNullable(System.getenv(variable))
                            .orElseThrow(
                                    () ->
                                            new SpecException(
                                                    "cookie",
                                                    "the environment variable "
                                                            + variable
                                                            + " is not set",
                                                    "set it, or use a file"));
            return checked(
                    value.getBytes(StandardCharsets.UTF_8), "the environment variable " + variable);
        }
    }

    /** See {@link #of}. */
    record Literal(String value) implements AdminCookie {

        /** Checks the secret. */
        public Literal {
            checked(value.getBytes(StandardCharsets.UTF_8), "the cookie");
        }

        @Override
        public byte[] secret() {
            return checked(value.getBytes(StandardCharsets.UTF_8), "the cookie");
        }

        @Override
        public String toString() {
            return "AdminCookie[secret]";
        }
    }
}
