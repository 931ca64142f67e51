package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the engine's thread does for a group must not make it wait for itself. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisedGroupTest {

    @Test
    void aRestartOfWhatHasEndedDoesNotHoldUpTheEngineHoweverQuicklyThatIsTold() {
        // Told by the engine's thread itself, as if another had been quicker.
        try (Supervisor supervisor =
                new Supervisor(
                        "simulated",
                        event -> {},
                        reason -> {},
                        Runnable::run,
                        StartGate.open(),
                        Duration.ofMinutes(1))) {
            SupervisedGroup group =
                    new SupervisedGroup("all", List.of(), supervisor, StartGate.open(), () -> {});

            assertThat(group.restart().join()).isEmpty();
        }
    }
}
