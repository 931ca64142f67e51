package dev.workerkit.tck.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.ControlClient;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<String> words = new ArrayList<>(before);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m"));
        words.addAll(List.of("-cp", ownClassPath(), ControlClient.class.getName()));
        words.addAll(List.of(steps));
        return words.toArray(String[]::new);
    }

    private static String ownClassPath() {
        try {
            return Path.of(
                            ControlClient.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The TCK's own jar has no path", e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON came over the control connection: " + line, e);
        }
    }
}
