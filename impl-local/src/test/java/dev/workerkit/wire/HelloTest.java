package dev.workerkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What masters may call themselves. */
class HelloTest {

    private static Hello.OfMaster named(String name) {
        return Hello.OfMaster.read(
                new Frame(FrameType.HELLO, Contents.of(Map.of("role", "master", "name", name))));
    }

    @Test
    void aNameIsKeptAsItIs() {
        for (String name : new String[] {"", "sums of the day", "名前", "n".repeat(255)}) {
            assertThat(named(name).name()).contains(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "\r",
                "\u0000",
                "\u001b[2J",
                "a\u007f",
                "\u0085",
                "\u2028",
                "\u2029"
            })
    void aNameThatCouldForgeALineIsRefused(String name) {
        assertThatThrownBy(() -> named(name))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("name")
                .hasMessageContaining("control characters");
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> named("n".repeat(256)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("255");
    }
}
