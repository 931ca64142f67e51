package dev.workerkit.tck.sample.faulty;

import dev.workerkit.tck.Requirement;
import org.junit.jupiter.api.Test;

class FaultyVerification {

    @Test
    void namesNone() {}

    @Test
    @Requirement("WRK-SPI-999")
    void namesAnUnknownOne() {}
}
