package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A machine of a swarm, as its manager knows it.
 *
 * @param id the swarm's
 * @param name of the machine
 * @param ready whether it answers its manager
 * @param active whether it is given tasks
 * @param nanoCpus its processors: 1 000 000 000 is one
 * @param memoryBytes its memory
 */
public record SwarmNode(
        String id, String name, boolean ready, boolean active, long nanoCpus, long memoryBytes) {

    static SwarmNode of(JsonNode node) {
        JsonNode description = node.path("Description");
        return new SwarmNode(
                node.path("ID").asText(),
                description.path("Hostname").asText(),
                node.path("Status").path("State").asText().equals("ready"),
                node.path("Spec").path("Availability").asText().equals("active"),
                description.path("Resources").path("NanoCPUs").asLong(),
                description.path("Resources").path("MemoryBytes").asLong());
    }

    /** Whether a worker may be placed there now. */
    public boolean takesTasks() {
        return ready && active;
    }
}
