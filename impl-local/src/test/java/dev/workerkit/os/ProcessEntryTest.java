package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcessEntryTest {

    @Test
    void readsTheFieldsBehindAnyName() {
        for (String name : new String[] {"sh", "a b", ") Z 1 (", "((", "tmux: server\n"}) {
            assertThat(parse(name, 'S', 3))
                    .as(name)
                    .isEqualTo(new ProcessEntry(42, 7, 40, 'S', 3, 123456, 10));
        }
    }

    @Test
    void aZombieIsNotAliveUnlessOtherThreadsRunOn() {
        assertThat(parse("x", 'Z', 1).alive()).isFalse();
        assertThat(parse("x", 'Z', 2).alive()).isTrue();
        assertThat(parse("x", 'T', 1).alive()).isTrue();
        assertThat(parse("x", 'X', 1).alive()).isFalse();
    }

    private static ProcessEntry parse(String name, char state, int threads) {
        String line =
                "42 ("
                        + name
                        + ") "
                        + state
                        + " 7 41 40 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 "
                        + threads
                        + " 0 123456 1000 10 18446744073709551615\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return ProcessEntry.parse(bytes, bytes.length);
    }
}
