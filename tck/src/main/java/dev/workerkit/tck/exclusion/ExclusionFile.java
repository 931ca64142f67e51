package dev.workerkit.tck.exclusion;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.tck.json.JsonFault;
import dev.workerkit.tck.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file in which a vendor keeps its exclusions:
 *
 * <pre>{@code
 * {
 *   "exclusions": [
 *     {
 *       "requirement": "WRK-LIFE-003",
 *       "reason": "The verification takes a slow disk for a lost event",
 *       "challenge": "https://example.org/challenges/12",
 *       "expires": "2027-03-31"
 *     }
 *   ]
 * }
 * }</pre>
 */
public final class ExclusionFile {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final Registry registry;
    private final LocalDate today;
    private final List<String> faults = new ArrayList<>();

    private ExclusionFile(Path file, Registry registry, LocalDate today) {
        this.file = file;
        this.registry = registry;
        this.today = today;
    }

    /**
     * Reads the exclusions, in the order of the file.
     *
     * @param today an exclusion counts to the end of its last day
     * @throws ExclusionException with all that is wrong: it can't be read, something is missing or
     *     is not what it should be, a requirement is unknown or there twice, or a day has passed
     */
    public static List<Exclusion> read(Path file, Registry registry, LocalDate today) {
        return new ExclusionFile(file, registry, today).read();
    }

    private List<Exclusion> read() {
        List<Exclusion> found = new ArrayList<>();
        JsonNode list = list();
        for (int i = 0; i < list.size(); i++) {
            ExclusionEntry entry = new ExclusionEntry(list.get(i), registry, today);
            entry.exclusion().ifPresent(found::add);
            String place = "%s, exclusion %d (%s): ".formatted(file, i + 1, entry.label());
            entry.faults().forEach(fault -> faults.add(place + fault));
        }
        Set<String> seen = new HashSet<>();
        for (Exclusion exclusion : found) {
            if (!seen.add(exclusion.requirement())) {
                faults.add(
                        file + " excludes " + exclusion.requirement() + " twice; once is enough");
            }
        }
        if (!faults.isEmpty()) {
            throw new ExclusionException(faults);
        }
        return List.copyOf(found);
    }

    private JsonNode list() {
        JsonNode root = parse();
        JsonNode list = root.path("exclusions");
        if (!root.isObject() || !list.isArray() || root.size() != 1) {
            throw fault("is not of the form {\"exclusions\": [...]}");
        }
        return list;
    }

    private JsonNode parse() {
        if (!Files.isRegularFile(file)) {
            throw fault(Files.exists(file) ? "is not a file" : "does not exist");
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw fault("is not JSON: " + JsonFault.text(e));
        } catch (IOException e) {
            throw fault("can't be read: " + e);
        }
    }

    private ExclusionException fault(String what) {
        return new ExclusionException(List.of("The file of exclusions " + file + " " + what));
    }
}
