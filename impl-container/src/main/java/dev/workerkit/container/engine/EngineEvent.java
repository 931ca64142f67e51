package dev.workerkit.container.engine;

import java.time.Instant;
import java.util.Map;

/**
 * Something happened in an engine.
 *
 * @param type what it happened to: {@code container}, {@code network}, {@code volume}
 * @param action what happened: {@code start}, {@code oom}, {@code die}, {@code destroy}
 * @param id of what it happened to
 * @param attributes its labels and more, for example {@code exitCode}
 * @param time when, by the engine's clock
 */
public record EngineEvent(
        String type, String action, String id, Map<String, String> attributes, Instant time) {

    /** Copies the map. */
    public EngineEvent {
        attributes = Map.copyOf(attributes);
    }
}
