package dev.workerkit.tck.sample.leaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import org.junit.jupiter.api.Test;

/** Opens runtimes and leaves it at that. */
class LeavingVerification {

    @Test
    @Requirement("WRK-SPI-001")
    void opensARuntime() {
        assertThat(TckSession.current().open().name()).isEqualTo("toy");
    }

    @Test
    @Requirement("WRK-SPI-016")
    void looksAtNothing() {
        assertThat(TckSession.current().runtimeName()).isEqualTo("toy");
    }
}
