package dev.workerkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LineSplitterTest {

    /** However the bytes are cut into chunks, the lines are the same. */
    @Property(tries = 500)
    void chunksDoNotMatter(
            @ForAll @Size(max = 60) List<@CharRange(from = 'a', to = 'b') Character> letters,
            @ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> kinds,
            @ForAll @IntRange(min = 1, max = 7) int chunk) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < kinds.size(); i++) {
            switch (kinds.get(i)) {
                case 0 -> text.append('\n');
                case 1 -> text.append("\r\n");
                case 2 -> text.append('\r');
                default -> text.append(i < letters.size() ? letters.get(i) : 'c');
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(split(bytes, chunk, 1000)).isEqualTo(expected(text.toString()));
    }

    /** Cut into pieces no longer than the limit, nothing is lost and nothing added. */
    @Property(tries = 300)
    void piecesMakeUpTheLine(
            @ForAll @IntRange(min = 0, max = 100) int length,
            @ForAll @IntRange(min = 1, max = 9) int chunk,
            @ForAll @IntRange(min = 1, max = 20) int limit) {
        byte[] line = new byte[length];
        Arrays.fill(line, (byte) 'x');

        List<String> pieces = split(line, chunk, limit);

        assertThat(String.join("", pieces)).isEqualTo("x".repeat(length));
        assertThat(pieces).allMatch(piece -> piece.length() <= limit && !piece.isEmpty());
    }

    private static List<String> split(byte[] bytes, int chunk, int limit) {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter =
                new LineSplitter(
                        limit, line -> lines.add(new String(line, StandardCharsets.UTF_8)));
        for (int start = 0; start < bytes.length; start += chunk) {
            byte[] part = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + chunk));
            splitter.accept(part, part.length);
        }
        splitter.finish();
        return lines;
    }

    private static List<String> expected(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        String last = lines.remove(lines.size() - 1);
        lines.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        if (!last.isEmpty()) {
            lines.add(last.endsWith("\r") ? last.substring(0, last.length() - 1) : last);
        }
        return lines;
    }
}
