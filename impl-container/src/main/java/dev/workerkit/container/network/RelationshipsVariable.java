package dev.workerkit.container.network;

import dev.workerkit.Endpoint;
import dev.workerkit.Relationship;
import dev.workerkit.json.PlainJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the variable {@code WORKERKIT_RELATIONSHIPS} holds (WRK-REL-004). */
final class RelationshipsVariable {

    private RelationshipsVariable() {}

    static String json(Map<Relationship, Endpoint> all) {
        Map<String, Object> fields = new LinkedHashMap<>();
        all.forEach((each, endpoint) -> fields.put(each.name(), List.of(place(each, endpoint))));
        return new String(PlainJson.toBytes(fields), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> place(Relationship relationship, Endpoint endpoint) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("host", relationship.name());
        place.put("port", endpoint.port());
        place.put("scheme", endpoint.scheme());
        place.put("service", relationship.service());
        place.put("endpoint", relationship.endpoint());
        return place;
    }
}
