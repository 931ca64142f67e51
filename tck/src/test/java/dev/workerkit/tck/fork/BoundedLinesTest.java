package dev.workerkit.tck.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    @Test
    void readsLinesOfAnyEnding() throws IOException {
        assertThat(lines("one\ntwo\r\n\nthree")).containsExactly("one", "two", "", "three");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly("");
    }

    @Test
    void breaksWhatIsTooLong() throws IOException {
        List<String> parts = lines("x".repeat(10_000) + "\nend\n");

        assertThat(parts).extracting(String::length).containsExactly(4096, 4096, 1808, 3);
        assertThat(lines("x".repeat(4096) + "\nend")).hasSize(2);
    }

    private static List<String> lines(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        BoundedLines.read(new StringReader(text), lines::add);
        return lines;
    }
}
