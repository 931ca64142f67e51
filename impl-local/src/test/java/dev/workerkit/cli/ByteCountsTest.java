package dev.workerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** Amounts of bytes are read as people write them. */
class ByteCountsTest {

    @Test
    void unitsArePowersOf1024HoweverTheyAreWritten() {
        assertThat(ByteCounts.parse("1048576")).isEqualTo(1L << 20);
        assertThat(ByteCounts.parse("64K")).isEqualTo(64L << 10);
        assertThat(ByteCounts.parse("64Ki")).isEqualTo(64L << 10);
        assertThat(ByteCounts.parse("512m")).isEqualTo(512L << 20);
        assertThat(ByteCounts.parse("512Mi")).isEqualTo(512L << 20);
        assertThat(ByteCounts.parse("1.5G")).isEqualTo(3L << 29);
        assertThat(ByteCounts.parse("2Gi")).isEqualTo(2L << 30);
        assertThat(ByteCounts.parse("1T")).isEqualTo(1L << 40);
        assertThat(ByteCounts.parse("0.3")).isZero();
    }

    @Test
    void whatIsNoAmountIsRefusedWithWhatIs() {
        for (String text : List.of("", "M", "-1", "512 M", "5MB", "1e3", "many", "1i", "0x10")) {
            assertThatThrownBy(() -> ByteCounts.parse(text))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessage(
                            "'%s' is no amount of bytes; write it like 512M, 1.5G, 64Ki, or 1048576"
                                    + " for bytes",
                            text);
        }
        assertThatThrownBy(() -> ByteCounts.parse("99999999999T"))
                .hasMessageContaining("more than there can be");
    }
}
