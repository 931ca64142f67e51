package dev.workerkit.tck.sample.exiting;

import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import org.junit.jupiter.api.Test;

/** Has the bad runtime of a test end the JVM. */
class ExitingVerification {

    @Test
    @Requirement("WRK-LIFE-001")
    void exits() {
        TckSession.current().open().start(WorkerSpec.command("exit"));
    }
}
