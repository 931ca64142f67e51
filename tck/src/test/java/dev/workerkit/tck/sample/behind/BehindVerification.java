package dev.workerkit.tck.sample.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import org.junit.jupiter.api.Test;

/** Needs a runtime that starts shell lines, and asks it for little. */
class BehindVerification {

    private static Worker started() {
        WorkerRuntime runtime = TckSession.current().open();
        return runtime.start(WorkerSpec.shell("sleep 1000"));
    }

    @Test
    @Requirement("WRK-LIFE-001")
    void starts() {
        assertThat(started().name()).isEqualTo("worker-1");
    }

    @Test
    @Requirement("WRK-LIFE-002")
    void looks() {
        assertThat(started().state()).isEqualTo(WorkerState.RUNNING);
    }

    @Test
    @Requirement("WRK-LIFE-004")
    void expectsAnotherException() {
        Worker worker = started();

        assertThatThrownBy(worker::snapshot).isInstanceOf(SpecException.class);
    }
}
