package dev.workerkit.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextLineTest {

    @Property(tries = 500)
    void theParserReadsTheSameText(@ForAll("texts") String text) throws ProtocolException {
        byte[] line = TextLine.of("status", "text", text);

        assertThat(new String(line, StandardCharsets.UTF_8)).endsWith("\n").containsOnlyOnce("\n");
        assertThat(Message.parse(line, line.length - 1).fields())
                .isEqualTo(Map.of("type", "status", "text", text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(50).filter(TextLineTest::isUnicode),
                Arbitraries.strings().withCharRange('\0', '\u0080').ofMaxLength(200));
    }

    /** Half of a surrogate pair has no form in UTF-8. */
    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
