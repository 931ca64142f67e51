package dev.workerkit.tck.sample.passing;

import dev.workerkit.tck.Requirement;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PassingVerification {

    @Test
    @Requirement("WRK-SPI-001")
    void passes() {}

    @Property(tries = 10)
    @Requirement("WRK-SPI-002")
    void holds(@ForAll int number) {}
}
