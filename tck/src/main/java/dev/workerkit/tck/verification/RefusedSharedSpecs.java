package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.ChannelSpec;
import dev.workerkit.LogPolicy;
import dev.workerkit.Recycle;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SpecException;
import dev.workerkit.Watchdog;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a shared worker is asked for, and nobody would keep. */
class RefusedSharedSpecs {

    private static final WorkerSpec ECHO = WorkerSpec.of(SharedEcho.class);

    @Test
    @Requirement("WRK-SHARED-020")
    void whatOnlyASupervisorOrAQueueKeepsIsRefused() {
        Map.of(
                        ECHO.withRestart(RestartPolicy.never()), "restart",
                        ECHO.withWatchdog(Watchdog.after(Duration.ofSeconds(9))), "watchdog",
                        ECHO.withRecycle(Recycle.never().afterUnits(9)), "recycle",
                        ECHO.withDependsOn("other"), "dependsOn",
                        ECHO.withChannel(ChannelSpec.json().withAcknowledgement()), "channel",
                        ECHO.withChannel(ChannelSpec.json().withDurable(Path.of("/folder"))),
                                "channel")
                .forEach(
                        (worker, field) ->
                                assertThatThrownBy(() -> SharedWorkerSpec.of(worker))
                                        .isInstanceOfSatisfying(
                                                SpecException.class,
                                                e -> assertThat(e.field()).isEqualTo(field))
                                        .hasMessageContaining("shared worker"));
    }

    @Test
    @Requirement("WRK-SHARED-020")
    void whatPromisesNothingIsTaken() {
        WorkerSpec worker =
                ECHO.withName("echo")
                        .withRestart(RestartPolicy.byExitCode())
                        .withRecycle(Recycle.never())
                        .withChannel(ChannelSpec.strings())
                        .withLog(LogPolicy.defaults())
                        .withPriority(1);

        assertThat(SharedWorkerSpec.of(worker).worker()).contains(worker);
    }
}
