package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Masters that send and do not read. */
class SlowMasters {

    private static final int BOUND = 64 << 10;

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-WIRE-009")
    void nothingMoreIsReadFromAMasterThatDoesNotReadUntilItHas() {
        WorkerAddress address = stage.serve(spec(Duration.ofMinutes(1)));

        try (Witness witness = Witness.of(address);
                WireMaster slow = WireMaster.to(address)) {
            Torrent torrent = Torrent.of(slow);
            witness.assertUndisturbed();

            torrent.assertAnswered();
            assertThat(slow.ask("\"and on\"")).isEqualTo("\"and on\"");
        }
    }

    @Test
    @Requirement("WRK-WIRE-009")
    void aMasterThatStallsIsDisconnected() {
        Duration stall = Torrent.stall();
        WorkerAddress address = stage.serve(spec(stall));

        try (Witness witness = Witness.of(address);
                WireMaster slow = WireMaster.to(address)) {
            Torrent.of(slow);
            stage.awaitMark("gone SLOW");
            witness.assertUndisturbed();
        }
        try (WireMaster next = WireMaster.to(address)) {
            assertThat(next.ask("1")).isEqualTo("1");
        }
    }

    @Test
    @Requirement("WRK-WIRE-009")
    void aMasterThatReadsSlowlyIsNotTakenForOneThatStalls() {
        Duration stall = Torrent.stall();
        WorkerAddress address = stage.serve(spec(stall));

        try (WireMaster slow = WireMaster.to(address)) {
            for (int round = 0; round < 4; round++) {
                Torrent.of(slow).assertAnswered();
            }
        }
    }

    private SharedWorkerSpec spec(Duration stall) {
        return stage.spec(SharedEcho.class)
                .withLimits(
                        WireLimits.defaults().withMaxUnreadBytes(BOUND).withStallTimeout(stall));
    }
}
