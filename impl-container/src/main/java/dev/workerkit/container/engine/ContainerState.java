package dev.workerkit.container.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a container is.
 *
 * @param status in the engine's word: {@code created}, {@code running}, {@code paused}, {@code
 *     exited}, {@code dead}
 * @param running whether it runs, be it paused
 * @param paused whether it is paused
 * @param pid of its first process, on the engine's machine; while it runs
 * @param exitCode of its last run; 128 + n if signal n ended it
 * @param outOfMemory whether it was killed for want of memory, as far as the engine can tell
 * @param error what kept it from being started; empty if nothing
 * @param started when it was last started
 * @param finished when it last ended
 */
public record ContainerState(
        String status,
        boolean running,
        boolean paused,
        OptionalLong pid,
        int exitCode,
        boolean outOfMemory,
        String error,
        Optional<Instant> started,
        Optional<Instant> finished) {

    static ContainerState of(InspectContainerResponse.ContainerState state) {
        boolean running = Boolean.TRUE.equals(state.getRunning());
        boolean paused = Boolean.TRUE.equals(state.getPaused());
        Long pid = state.getPidLong();
        Long code = state.getExitCodeLong();
        return new ContainerState(
                String.valueOf(state.getStatus()),
                running || paused,
                paused,
                pid == null || pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid),
                code == null ? 0 : code.intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                state.getError() == null ? "" : state.getError(),
                time(state.getStartedAt()),
                time(state.getFinishedAt()));
    }

    /** Whether it has run and runs no more. */
    public boolean ended() {
        return !running && finished.isPresent();
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            // The year 1 is how an engine says never.
            return text == null || text.startsWith("0001")
                    ? Optional.empty()
                    : Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
