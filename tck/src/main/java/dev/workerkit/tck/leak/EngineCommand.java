package dev.workerkit.tck.leak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.tck.leak.Holding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The command line of an engine of containers, by which anybody sees what is in it, whichever way a
 * runtime talks to it.
 *
 * @param program what is run
 */
record EngineCommand(String program) {

    private static final long SECONDS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORKER = "WRK_ID=";

    /** What there is in an engine. */
    static final List<Kind> KINDS = List.of(Kind.CONTAINER, Kind.NETWORK, Kind.VOLUME);

    /** Those that are on this machine and have an engine. */
    static List<EngineCommand> thatAnswer() {
        return Stream.of("docker", "podman")
                .map(EngineCommand::new)
                .filter(each -> each.output("container", "ls", "-q").isPresent())
                .toList();
    }

    /** All of a kind, by what the engine calls them. */
    Set<String> all(Kind kind) {
        return kind == Kind.CONTAINER
                ? lines("container", "ls", "-a", "-q", "--no-trunc")
                : lines(noun(kind), "ls", "-q");
    }

    /** What is known of some, of which it leaves out those that are gone meanwhile. */
    List<Sight> look(Kind kind, Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(noun(kind), "inspect"));
        words.addAll(ids);
        Set<String> idle =
                kind == Kind.VOLUME
                        ? lines("volume", "ls", "-q", "--filter", "dangling=true")
                        : Set.of();
        return output(words.toArray(String[]::new))
                .map(EngineCommand::parsed)
                .map(all -> all.map(each -> sight(kind, each, idle)).toList())
                .orElse(List.of());
    }

    private Sight sight(Kind kind, JsonNode thing, Set<String> idleVolumes) {
        String name = text(thing, "Name", "name").replaceFirst("^/", "");
        boolean used =
                switch (kind) {
                    case CONTAINER -> thing.path("State").path("Running").asBoolean();
                    case NETWORK -> !thing.path("Containers").isEmpty();
                    default -> !idleVolumes.contains(name);
                };
        return new Sight(
                new Holding(
                        kind,
                        program + " " + text(thing, "Id", "id", "Name"),
                        "%s of %s".formatted(name, program),
                        worker(thing),
                        instant(text(thing, "Created", "created", "CreatedAt"))),
                used);
    }

    /**
     * One that was looked at.
     *
     * @param used whether somebody is in it, who may be a stranger
     */
    record Sight(Holding holding, boolean used) {}

    private static Optional<String> worker(JsonNode container) {
        return StreamSupport.stream(container.path("Config").path("Env").spliterator(), false)
                .map(JsonNode::asText)
                .filter(each -> each.startsWith(WORKER))
                .map(each -> each.substring(WORKER.length()))
                .findFirst();
    }

    private static String text(JsonNode thing, String... fields) {
        return Stream.of(fields)
                .map(field -> thing.path(field).asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Stream<JsonNode> parsed(String answer) {
        try {
            return StreamSupport.stream(JSON.readTree(answer).spliterator(), false);
        } catch (JsonProcessingException e) {
            return Stream.empty();
        }
    }

    private static String noun(Kind kind) {
        return kind.toString();
    }

    private Set<String> lines(String... words) {
        return output(words)
                .map(text -> new TreeSet<>(text.lines().toList()))
                .orElseGet(TreeSet::new);
    }

    /**
     * What a command of the engine says, even if it failed at a part of what it was asked for;
     * nothing if it says nothing in time, or there is no engine.
     */
    private Optional<String> output(String... words) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> all(process));
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String text = said.join();
            return process.exitValue() == 0 || !text.isBlank()
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (IOException e) {
            // There is no such program here.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String all(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
