package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisconnectTest {

    @Test
    void itReadsAsTheReasonAndTheTextIfThereIsOne() {
        assertThat(new Disconnect(Disconnect.Reason.CLOSED, "")).hasToString("closed");
        assertThat(new Disconnect(Disconnect.Reason.SLOW, "too much"))
                .hasToString("slow: too much");
    }
}
