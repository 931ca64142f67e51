package dev.workerkit.tck.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.tck.json.JsonFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replays as files, in the form that {@code replay.schema.json} describes. */
public final class ReplayFile {

    private static final String SUFFIX = ".json";

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private static final DefaultPrettyPrinter LINES =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private ReplayFile() {}

    /** Removes the replays of an earlier run from a report's folder. */
    public static void clear(Path report) throws IOException {
        Path folder = folder(report);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path old : files.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
                    Files.delete(old);
                }
            }
        }
    }

    /** Writes replays to a report's folder, each to a file that has its verification's name. */
    public static void write(Path report, List<Replay> replays) throws IOException {
        if (!replays.isEmpty()) {
            Files.createDirectories(folder(report));
        }
        for (Replay replay : replays) {
            Files.writeString(
                    folder(report).resolve(replay.verification() + SUFFIX),
                    JSON.writer(LINES).writeValueAsString(replay) + "\n");
        }
    }

    private static Path folder(Path report) {
        return report.resolve("replay");
    }

    /**
     * Reads a replay.
     *
     * @param tckVersion of this TCK, which must have written it
     * @throws ReplayFileException if it is none, or of another version
     */
    public static Replay read(Path file, String tckVersion) {
        if (!Files.isRegularFile(file)) {
            throw new ReplayFileException(
                    (Files.exists(file) ? file + " is not a file" : "There is no file " + file)
                            + "; name one of those in the folder replay of a report");
        }
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            requireForm(file, json);
            Replay replay = JSON.treeToValue(json, Replay.class);
            if (!replay.tckVersion().equals(tckVersion)) {
                throw new ReplayFileException(
                        "%s was written by version %s of the TCK, this is %s; use that version"
                                .formatted(file, replay.tckVersion(), tckVersion));
            }
            return replay;
        } catch (JsonMappingException e) {
            Throwable cause = e.getCause();
            throw damaged(file, cause == null ? e.getOriginalMessage() : cause.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw damaged(file, JsonFault.text(e), e);
        } catch (IOException e) {
            throw new ReplayFileException("The replay " + file + " can't be read: " + e, e);
        }
    }

    private static ReplayFileException damaged(Path file, @Nullable String what, Throwable cause) {
        return new ReplayFileException(file + " is damaged, or no replay: " + what, cause);
    }

    private static void requireForm(Path file, JsonNode json) {
        String form = json.path("formatVersion").asText();
        if (form.isEmpty()) {
            throw new ReplayFileException(file + " is not a replay: it has no formatVersion");
        }
        if (!form.equals(Replay.FORMAT_VERSION)) {
            throw new ReplayFileException(
                    "%s has the form %s, this TCK reads %s; use the TCK that wrote it"
                            .formatted(file, form, Replay.FORMAT_VERSION));
        }
    }

    /** The JSON Schema of replays. */
    public static String schema() throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(
                        ReplayFile.class.getResourceAsStream("replay.schema.json"))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
