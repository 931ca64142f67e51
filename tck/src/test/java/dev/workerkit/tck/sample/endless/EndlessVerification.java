package dev.workerkit.tck.sample.endless;

import dev.workerkit.tck.Requirement;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndlessVerification {

    @Test
    @Requirement("WRK-LIFE-001")
    void passes() {}

    @Test
    @Requirement("WRK-LIFE-002")
    void waitsForWhatNeverComes() throws InterruptedException {
        System.out.println("waiting");
        new CountDownLatch(1).await();
    }

    @Test
    @Requirement("WRK-LIFE-003")
    void isNotReached() {}
}
