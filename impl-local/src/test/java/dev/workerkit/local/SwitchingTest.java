package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchingTest {

    @Test
    void aFewOfManyFilesAreTold() {
        assertThat(Switching.first(List.of("a", "b", "c"))).isEqualTo("a, b, c");
        assertThat(Switching.first(List.of("a", "b", "c", "d", "e")))
                .isEqualTo("a, b, c and 2 more");
    }
}
