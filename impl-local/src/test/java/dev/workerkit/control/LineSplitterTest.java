package dev.workerkit.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class LineSplitterTest {

    @Property(tries = 300)
    void linesAreTheSameHoweverTheyArrive(
            @ForAll @Size(max = 20)
                    List<@StringLength(min = 1, max = 600) @CharRange(from = 'a', to = 'ÿ') String>
                            lines,
            @ForAll @IntRange(min = 1, max = 400) int piece)
            throws ProtocolException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        List<String> got = new ArrayList<>();
        LineSplitter splitter = new LineSplitter();

        for (int at = 0; at < bytes.length; at += piece) {
            splitter.feed(
                    ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)),
                    (line, length) -> got.add(new String(line, 0, length, StandardCharsets.UTF_8)));
        }

        assertThat(got).isEqualTo(lines);
    }
}
