package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task of a service: what runs on one node, from before it is placed.
 *
 * @param id the swarm's
 * @param service of the service
 * @param node where it is; absent until it is placed
 * @param state how it is
 * @param shallEnd whether the swarm wants it to end, or it has ended
 * @param message what is to be said of it; empty if nothing
 * @param container its container's id; absent until there is one
 * @param exitCode what its process ended with, if it has run and ended
 * @param created when the swarm made it, as it says
 */
public record SwarmTask(
        String id,
        String service,
        Optional<String> node,
        State state,
        boolean shallEnd,
        String message,
        Optional<String> container,
        OptionalInt exitCode,
        String created) {

    /** The states of a task, in this order but for the ends. */
    public enum State {
        /** It is being placed: there may be no node for it. */
        PENDING,
        /** A node has it, and prepares it. */
        STARTING,
        /** Its process runs. */
        RUNNING,
        /** Its process has ended well. */
        COMPLETE,
        /** Its process has ended, but not well, or could not be begun. */
        FAILED,
        /** It was ended because the swarm wanted it to. */
        SHUTDOWN,
        /** The node would not have it: it lacks the image, for example. */
        REJECTED,
        /** It is to be removed, or its node is gone for good. */
        ORPHANED;

        private static State of(String told) {
            return switch (told.toLowerCase(Locale.ROOT)) {
                case "new", "allocated", "pending" -> PENDING;
                case "running" -> RUNNING;
                case "complete" -> COMPLETE;
                case "failed" -> FAILED;
                case "shutdown" -> SHUTDOWN;
                case "rejected" -> REJECTED;
                case "remove", "orphaned" -> ORPHANED;
                default -> STARTING;
            };
        }

        /** Whether nothing runs any more. */
        public boolean isEnd() {
            return compareTo(RUNNING) > 0;
        }
    }

    static SwarmTask of(JsonNode node) {
        JsonNode status = node.path("Status");
        JsonNode container = status.path("ContainerStatus");
        State state = State.of(status.path("State").asText());
        String error = status.path("Err").asText();
        return new SwarmTask(
                node.path("ID").asText(),
                node.path("ServiceID").asText(),
                text(node.path("NodeID")),
                state,
                State.of(node.path("DesiredState").asText()).isEnd(),
                error.isEmpty() ? status.path("Message").asText() : error,
                text(container.path("ContainerID")),
                state.isEnd() && hasRun(status)
                        ? OptionalInt.of(container.path("ExitCode").asInt())
                        : OptionalInt.empty(),
                node.path("CreatedAt").asText());
    }

    /** Where a container could not be started it has a code, too, but not one of the worker's. */
    private static boolean hasRun(JsonNode status) {
        return !status.path("ContainerStatus").path("ContainerID").asText().isEmpty()
                && !status.path("Message").asText().equals("starting");
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText()).filter(text -> !text.isEmpty());
    }
}
