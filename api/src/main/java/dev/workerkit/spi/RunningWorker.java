package dev.workerkit.spi;

import dev.workerkit.WorkerId;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker that runs, as somebody sees it who is not its master. Immutable.
 *
 * @param id its id
 * @param name its name in the runtime of its master; other masters may use the same
 * @param incarnation how many times it has been started, from 1
 * @param image the image of its container, if it has one
 * @param since when this incarnation was started
 * @param paused whether it is halted; nothing can be run inside it meanwhile
 */
public record RunningWorker(
        WorkerId id,
        String name,
        long incarnation,
        Optional<String> image,
        Instant since,
        boolean paused) {}
