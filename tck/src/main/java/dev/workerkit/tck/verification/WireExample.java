package dev.workerkit.tck.verification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.tck.wire.WireFrame;
import dev.workerkit.tck.wire.WireProof;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The example of the wire protocol, as it is written in the specification.
 *
 * @param cookie what both sides have
 * @param lines in their order
 */
record WireExample(String cookie, List<Line> lines) {

    private static final Pattern COOKIE = Pattern.compile("The cookie is `([^`]+)`");
    private static final Pattern LINE =
            Pattern.compile(
                    "^ {4}([→←]) ([0-9a-f]{8} [0-9a-f]{2}(?: [0-9a-f]{2} [0-9a-f]{4})?)(?: (.+))?$",
                    Pattern.MULTILINE);

    /** The example of this TCK's specification. */
    static WireExample read() {
        try (InputStream text =
                WireExample.class.getResourceAsStream("/dev/workerkit/tck/SPEC.md")) {
            if (text == null) {
                throw new IllegalStateException("The TCK's jar lacks the specification");
            }
            return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WireExample parse(String specification) {
        String protocol = specification.substring(specification.indexOf("\n## Wire protocol\n"));
        String example = protocol.substring(protocol.indexOf("\n### Example\n"));
        Matcher cookie = COOKIE.matcher(example);
        if (!cookie.find()) {
            throw new IllegalStateException("The example names no cookie");
        }
        return new WireExample(
                cookie.group(1),
                LINE.matcher(example.substring(0, example.indexOf("\n## ")))
                        .results()
                        .map(
                                line ->
                                        new Line(
                                                line.group(1).equals("→"),
                                                HexFormat.of()
                                                        .parseHex(line.group(2).replace(" ", "")),
                                                line.group(3) == null ? "" : line.group(3)))
                        .toList());
    }

    /** The hello of one side. */
    JsonNode hello(boolean byMaster) {
        return lines.stream()
                .filter(line -> line.byMaster == byMaster && line.isFrame())
                .findFirst()
                .orElseThrow()
                .frame()
                .json();
    }

    /** With the challenge and the nonce that it is written with. */
    WireProof proof() {
        return new WireProof(
                hello(false).path("challenge").asText(), hello(true).path("nonce").asText());
    }

    /**
     * A line.
     *
     * @param byMaster who says it
     * @param head a preface, or a frame's length and type
     * @param content of a frame, in the example without anything that is not text
     */
    record Line(boolean byMaster, byte[] head, String content) {

        boolean isFrame() {
            return head.length == WireFrame.HEAD;
        }

        /** All its bytes. */
        byte[] bytes() {
            byte[] text = content.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(head.length + text.length).put(head).put(text).array();
        }

        /** The frame, whatever its length says. */
        WireFrame frame() {
            return WireFrame.of(head[Integer.BYTES], content);
        }
    }
}
