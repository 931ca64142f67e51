package dev.workerkit.tck.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of a property as JSON: they are plain values, records and lists of them. */
public final class Arguments {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private Arguments() {}

    /** The arguments as JSON; none if a property takes others than it should. */
    public static Optional<List<JsonNode>> json(List<Object> values) {
        try {
            List<JsonNode> json = new ArrayList<>();
            for (Object value : values) {
                // Not a tree at once, as that would keep bytes as such.
                json.add(JSON.readTree(JSON.writeValueAsBytes(value)));
            }
            return Optional.of(json);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The arguments of a property.
     *
     * @throws ReplayFileException if they are not what it takes
     */
    public static List<Object> values(List<JsonNode> json, Method property) {
        Type[] types = property.getGenericParameterTypes();
        if (types.length != json.size()) {
            throw new ReplayFileException(
                    "The property %s takes %d arguments, the replay has %d; use the TCK that wrote it"
                            .formatted(property.getName(), types.length, json.size()));
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            values.add(value(json.get(i), types[i], property));
        }
        return values;
    }

    private static Object value(JsonNode json, Type type, Method property) {
        try (JsonParser parser = JSON.treeAsTokens(json)) {
            return JSON.readValue(parser, JSON.constructType(type));
        } catch (IOException e) {
            throw new ReplayFileException(
                    "An argument of the property %s is not what it takes: %s"
                            .formatted(property.getName(), e.getMessage()),
                    e);
        }
    }
}
