package dev.workerkit.tck.sample.hanging;

import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class HangingVerification {

    @Test
    @Requirement("WRK-SPI-001")
    void hangsAndDoesNotListen() {
        TckSession.current().open();
        while (true) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }

    @Test
    @Requirement("WRK-SPI-002")
    void passes() {}
}
