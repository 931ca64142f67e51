package dev.workerkit.tck.sabotage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Why requirements have no sabotage, by their ids: {@code unsabotaged.json}. */
public final class Unsabotaged {

    private static final Map<String, String> REASONS = read();

    private Unsabotaged() {}

    /** Why this requirement has none, if that is on purpose. */
    public static Optional<String> reason(String requirement) {
        return Optional.ofNullable(REASONS.get(requirement));
    }

    static Map<String, String> reasons() {
        return REASONS;
    }

    private static Map<String, String> read() {
        try (InputStream resource =
                Objects.requireNonNull(
                        Unsabotaged.class.getResourceAsStream(
                                "/dev/workerkit/tck/unsabotaged.json"))) {
            return Map.copyOf(
                    new ObjectMapper()
                            .readValue(
                                    resource,
                                    new TypeReference<LinkedHashMap<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("The TCK's unsabotaged.json can't be read", e);
        }
    }
}
