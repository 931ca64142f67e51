package dev.workerkit.tck.attestation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of keys in the form that OpenSSL writes.
 *
 * @param path for messages
 * @param blocks by what they say they are, for example {@code PRIVATE KEY}
 */
record Pem(Path path, Map<String, byte[]> blocks) {

    static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";

    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ([A-Z0-9 ]+)-----\\s(.*?)-----END \\1-----", Pattern.DOTALL);

    static Pem read(Path path) {
        Map<String, byte[]> blocks = new LinkedHashMap<>();
        try {
            Matcher matcher = BLOCK.matcher(Files.readString(path, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                blocks.put(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2)));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException("The key " + path + " can't be read: " + e);
        }
        if (blocks.isEmpty()) {
            throw new KeyFileException(path + " is not a key in PEM form; tck key FILE makes one");
        }
        return new Pem(path, blocks);
    }

    Optional<byte[]> find(String block) {
        return Optional.ofNullable(blocks.get(block));
    }

    /** A block as it is written. */
    static String text(String block, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(
                        block,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    }
}
