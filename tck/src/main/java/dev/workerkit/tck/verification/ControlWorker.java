package dev.workerkit.tck.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.ControlClient;
import java.util.List;
import java.util.stream.Stream;

/** Command workers that speak the control protocol by hand: what they run and what they heard. */
final class ControlWorker {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ControlWorker() {}

    /** Carries out the steps of {@link ControlClient}. */
    static WorkerSpec speaking(String... steps) {
        return WorkerSpec.command(words(List.of(), steps));
    }

    /** The same, and SIGTERM does not end it. */
    static WorkerSpec ignoringSigterm(String... steps) {
        return WorkerSpec.command(
                words(List.of("/bin/sh", "-c", "trap '' TERM; exec \"$0\" \"$@\""), steps));
    }

    /** The messages of this type that the worker got. */
    static Stream<JsonNode> got(Stage stage, Worker worker, String type) {
        return stage.marks(worker, "got").stream()
                .map(ControlWorker::parse)
                .filter(message -> message.path("type").asText().equals(type));
    }

    private static String[] words(List<String> before, String... steps) {
        return Stream.concat(
                        before.stream(), JavaCommand.words(ControlClient.class, steps).stream())
                .toArray(String[]::new);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON came over the control connection: " + line, e);
        }
    }
}
