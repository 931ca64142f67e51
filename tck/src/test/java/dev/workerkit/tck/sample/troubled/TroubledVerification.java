package dev.workerkit.tck.sample.troubled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.GroupSpec;
import dev.workerkit.PoolSpec;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Each starts a worker whose command tells the bad runtime of a test what to do. */
class TroubledVerification {

    @Test
    @Requirement("WRK-LIFE-001")
    void exits() {
        start("exit");
    }

    @Test
    @Requirement("WRK-LIFE-002")
    void exitsOnAnotherThread() throws InterruptedException {
        start("exitOnAnotherThread");
        new CountDownLatch(1).await();
    }

    @Test
    @Requirement("WRK-LIFE-003")
    void halts() {
        start("halt");
    }

    @Test
    @Requirement("WRK-LIFE-005")
    void crashes() {
        start("crash");
    }

    @Test
    @Requirement("WRK-LIFE-006")
    void overflows() {
        start("overflow");
    }

    @Test
    @Requirement("WRK-LIFE-013")
    void meetsAMethodThatThereIsNot() {
        start("noSuchMethod");
    }

    @Test
    @Requirement("WRK-LIFE-010")
    void getsNothing() {
        assertThat(start("nothing").name()).isEmpty();
    }

    @Test
    @Requirement("WRK-LIFE-011")
    void hearsNothing() {
        assertThat(start("nameless").name()).isEmpty();
    }

    @Test
    @Requirement("WRK-SPI-004")
    void sendsIntoNothing() {
        assertThat(start("well").channel().offer("a")).isNotNull();
    }

    @Test
    @Requirement("WRK-SPI-005")
    void findsNoBytes() {
        assertThat(start("well").channel().bytes()).isNotNull();
    }

    @Test
    @Requirement("WRK-READY-007")
    void findsNobodyInAGroup() {
        GroupSpec shop = GroupSpec.of("shop", WorkerSpec.command("well").withName("web"));
        assertThat(TckSession.current().open().startGroup(shop).workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-SPI-006")
    void findsNobodyInAPool() {
        PoolSpec pool = PoolSpec.of(WorkerSpec.command("well")).withSize(1);
        assertThat(TckSession.current().open().startPool(pool).members()).isEmpty();
    }

    @Test
    @Requirement("WRK-SPI-007")
    void connectsToNobody() {
        WorkerAddress address = WorkerAddress.parse("unix:///nobody");
        assertThat(TckSession.current().open().connect(address, SharedWorkerSpec.existing()).id())
                .isNotNull();
    }

    @Test
    @Requirement("WRK-LIFE-012")
    void takesAllMemory() {
        start("memory");
    }

    @Test
    @Requirement("WRK-LIFE-014")
    void printsAndLeavesAThread() {
        start("print");
    }

    @Test
    @Requirement("WRK-LIFE-015")
    void isInnocent() {
        start("well");
    }

    @Test
    @Requirement("WRK-SPI-008")
    void onlyOpens() {
        assertThat(TckSession.current().open()).isNotNull();
    }

    private static Worker start(String what) {
        return TckSession.current().open().start(WorkerSpec.command(what));
    }
}
