package dev.workerkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    private static String plain(String text) {
        return PlainText.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void textStaysAsItIs() {
        String text = " tab\there, grüße, 漢字, 🙂 \u001b[1;31mred\u001b[0m ";

        assertThat(plain(text)).isEqualTo(text);
    }

    @Test
    void whatIsNoTextIsReplacedVisibly() {
        assertThat(plain("a\0b\rc\u0007\u007f")).isEqualTo("a␀b␍c␇␡");
        assertThat(plain("\u001b[2Jgone\u001b[1A\u001b[")).isEqualTo("␛[2Jgone␛[1A␛[");
        assertThat(plain("a\u0085b\u2028c\u2029d\u009b1A")).isEqualTo("a\ufffdb␤c␤d\ufffd1A");
        assertThat(PlainText.of(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b'}))
                .isEqualTo("a\ufffd\ufffdb");
    }

    /** Whatever is written, it is one line, and not much longer. */
    @Property(tries = 500)
    void staysOneLine(@ForAll @Size(max = 50) byte[] bytes) throws Exception {
        String text = PlainText.of(bytes);

        String shown = new BufferedReader(new StringReader(text + "\n")).readLine();
        assertThat(shown).isEqualTo(text);
        assertThat(text.lines().count()).isLessThanOrEqualTo(1);
        assertThat(text.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(bytes.length * PlainText.MOST_GROWTH);
    }
}
