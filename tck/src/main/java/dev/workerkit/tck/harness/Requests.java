package dev.workerkit.tck.harness;

import dev.workerkit.GroupSpec;
import dev.workerkit.Isolation;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What requests carry, as it is written in {@code SPEC.md}. */
final class Requests {

    private Requests() {}

    static Map<String, Object> options(RuntimeOptions options) {
        Map<String, Object> fields = new LinkedHashMap<>();
        PlainJson.put(fields, "stopDeadline", options.stopDeadline());
        PlainJson.put(fields, "logDirectory", options.logDirectory());
        PlainJson.put(fields, "engine", options.engine());
        PlainJson.put(fields, "image", options.image());
        PlainJson.put(fields, "address", options.address());
        return fields;
    }

    static Map<String, Object> spec(WorkerSpec spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        PlainJson.put(fields, "name", spec.name());
        PlainJson.put(fields, "launch", spec.launch());
        PlainJson.put(fields, "environment", spec.environment());
        PlainJson.put(fields, "workingDirectory", spec.workingDirectory());
        PlainJson.put(fields, "readiness", spec.readiness());
        PlainJson.put(fields, "restart", spec.restart());
        PlainJson.put(fields, "watchdog", spec.watchdog());
        PlainJson.put(fields, "recycle", spec.recycle());
        PlainJson.put(fields, "dependsOn", spec.dependsOn());
        PlainJson.put(fields, "priority", spec.priority());
        PlainJson.put(fields, "stop", spec.stop());
        PlainJson.put(fields, "log", spec.log());
        walls(fields, spec);
        return fields;
    }

    /** Only those that were asked for: a harness that does not know one of them refuses it. */
    private static void walls(Map<String, Object> fields, WorkerSpec spec) {
        PlainJson.put(fields, "image", spec.image());
        if (!spec.isolation().equals(Isolation.strict())) {
            PlainJson.put(fields, "isolation", spec.isolation());
        }
        PlainJson.put(fields, "resources", spec.resources());
        putUnlessEmpty(fields, "mounts", spec.mounts());
        PlainJson.put(fields, "disk", spec.disk());
        putUnlessEmpty(fields, "endpoints", spec.endpoints());
        putUnlessEmpty(fields, "relationships", spec.relationships());
    }

    private static void putUnlessEmpty(Map<String, Object> fields, String name, List<?> values) {
        if (!values.isEmpty()) {
            PlainJson.put(fields, name, values);
        }
    }

    static Map<String, Object> group(GroupSpec spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", spec.name());
        fields.put("workers", spec.workers().stream().map(Requests::spec).toList());
        return fields;
    }
}
