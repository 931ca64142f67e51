package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The swarm that an engine manages: nodes, and the services, tasks and secrets on them. */
public final class Swarm {

    private static final int MOST_TRIES = 5;
    private static final long BEFORE_NEXT_TRY_NANOS = 20_000_000;

    private final Connection connection;

    Swarm(Connection connection) {
        this.connection = connection;
    }

    /** The address by which the other nodes know this engine; empty if it is in no swarm. */
    public String address() {
        return about().path("NodeAddr").asText();
    }

    /** Whether this engine is one of its managers now. */
    public boolean isManaged() {
        return about().path("ControlAvailable").asBoolean();
    }

    private JsonNode about() {
        return connection.get("/info").path("Swarm");
    }

    /** All nodes. */
    public List<SwarmNode> nodes() {
        return list("/nodes", Map.of(), SwarmNode::of);
    }

    /**
     * Creates a service of one task, which is placed and started some time after that, and never
     * again.
     *
     * @return its id
     * @throws ConflictException if the name is taken
     * @throws EngineException if the engine refuses it
     */
    public String createService(ServiceSpec spec) {
        return create(
                "/services/create",
                new ServiceCreation(spec).json(),
                "create the service " + spec.container().name());
    }

    /** All services that have these labels. */
    public List<Found> services(Map<String, String> labels) {
        return found("/services", labels);
    }

    /**
     * Removes a service; its task is ended as its spec says, and gone after that. Nothing if it is
     * gone.
     */
    public void removeService(String service) {
        connection.delete("/services/" + service, "remove the service " + service);
    }

    /**
     * Has the tasks of a service ended as its spec says; they can be asked after that, and no other
     * is begun. Nothing if it is gone.
     */
    public void endTasks(String service) {
        try {
            for (int tries = 1; !triedToEnd(service, tries == MOST_TRIES); tries++) {
                LockSupport.parkNanos(BEFORE_NEXT_TRY_NANOS);
            }
        } catch (NotFoundException e) {
            // Its tasks have ended with it.
            return;
        }
    }

    /** Whether it was done; not if the swarm itself has changed the service since it was read. */
    private boolean triedToEnd(String service, boolean last) {
        String path = "/services/" + service;
        JsonNode now = connection.get(path);
        long version = now.path("Version").path("Index").asLong();
        ObjectNode changed = now.path("Spec").deepCopy();
        ServiceCreation.placeNowhere(changed);
        if (changed.equals(now.path("Spec"))) {
            return true;
        }
        try {
            connection.post(
                    path + "/update?version=" + version,
                    changed,
                    "end the tasks of the service " + service);
            return true;
        } catch (EngineException e) {
            if (last || !String.valueOf(e.getMessage()).contains("out of sequence")) {
                throw e;
            }
            return false;
        }
    }

    /** The tasks of all services that have these labels, with those that have ended. */
    public List<SwarmTask> tasks(Map<String, String> labels) {
        return list("/tasks", filter(labels), SwarmTask::of);
    }

    /**
     * Gives what a task has written, and what it will.
     *
     * @param sink called by one thread
     */
    public TaskOutput output(String task, OutputSink sink) {
        return TaskOutput.follow(connection, task, sink);
    }

    /**
     * Keeps a secret for tasks.
     *
     * @return its id
     */
    public String createSecret(String name, Map<String, String> labels, byte[] content) {
        ObjectNode spec = ClientSettings.JSON.createObjectNode();
        spec.put("Name", name);
        spec.set("Labels", ClientSettings.JSON.valueToTree(labels));
        spec.put("Data", Base64.getEncoder().encodeToString(content));
        return create("/secrets/create", spec, "create the secret " + name);
    }

    /** All secrets that have these labels. */
    public List<Found> secrets(Map<String, String> labels) {
        return found("/secrets", labels);
    }

    /** Removes a secret that no service uses; nothing if it is gone. */
    public void removeSecret(String secret) {
        connection.delete("/secrets/" + secret, "remove the secret " + secret);
    }

    private String create(String path, JsonNode spec, String tried) {
        return connection.post(path, spec, tried).path("ID").asText();
    }

    private List<Found> found(String path, Map<String, String> labels) {
        return list(path, filter(labels), Found::of);
    }

    private static Map<String, List<String>> filter(Map<String, String> labels) {
        return Map.of("label", Labels.filter(labels));
    }

    private <T> List<T> list(
            String path, Map<String, List<String>> filters, Function<JsonNode, T> reader) {
        JsonNode answer = filters.isEmpty() ? connection.get(path) : connection.get(path, filters);
        List<T> all = new ArrayList<>();
        answer.forEach(each -> all.add(reader.apply(each)));
        return all;
    }

    /**
     * A service or a secret that was found.
     *
     * @param id the engine's
     * @param name its name
     * @param labels all that it has
     */
    public record Found(String id, String name, Map<String, String> labels) {

        /** Copies the map. */
        public Found {
            labels = Map.copyOf(labels);
        }

        private static Found of(JsonNode node) {
            JsonNode spec = node.path("Spec");
            return new Found(
                    node.path("ID").asText(),
                    spec.path("Name").asText(),
                    labelsOf(spec.path("Labels")));
        }
    }

    private static Map<String, String> labelsOf(JsonNode node) {
        Map<String, String> all = new HashMap<>();
        node.properties().forEach(each -> all.put(each.getKey(), each.getValue().asText()));
        return all;
    }
}
