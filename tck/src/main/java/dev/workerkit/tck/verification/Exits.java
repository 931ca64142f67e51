package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import java.util.Optional;
import java.util.OptionalLong;

/** The exit codes of shared workers, where their JVMs can be watched. */
record Exits(Optional<ExitTelling> jdk) {

    /** Of those whose processes are this machine's. */
    static Exits toldIn(SharedStage stage) {
        return new Exits(
                Stage.can(Capability.HOST_PROCESSES)
                        ? Optional.of(ExitTelling.in(stage.folder()))
                        : Optional.empty());
    }

    /** Of a runtime whose workers are watched. */
    RuntimeOptions options() {
        return jdk.map(ExitTelling::options).orElseGet(RuntimeOptions::defaults);
    }

    /** The process ends with this code, as far as that can be seen. */
    void assertExit(int code, OptionalLong pid) {
        jdk.ifPresent(
                present ->
                        assertThat(present.exitOf(pid.orElseThrow()))
                                .as("exit code of %s", pid)
                                .isEqualTo(code));
    }
}
