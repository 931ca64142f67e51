package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.workerkit.UnsupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A service in the words of the engine: the client library has none for most of its walls. */
final class ServiceCreation {

    private static final String NO_NETWORK = "none";

    /** Names no node. */
    private static final String NOWHERE = "node.id==nowhere";

    private static final int OWNER_READS = 0400;

    /** What a node keeps of the output until it was taken; more than its disk should fill nobody. */
    private static final Map<String, String> KEPT_OUTPUT =
            Map.of("max-size", "16m", "max-file", "3");

    private final ServiceSpec spec;
    private final ContainerSpec container;

    ServiceCreation(ServiceSpec spec) {
        this.spec = spec;
        this.container = spec.container();
    }

    JsonNode json() {
        Map<String, String> labels = new TreeMap<>(container.labels());
        labels.putAll(spec.serviceLabels());
        ObjectNode all = object();
        all.put("Name", container.name());
        all.set("Labels", tree(labels));
        all.set("TaskTemplate", task());
        all.putObject("Mode").putObject("Replicated").put("Replicas", 1);
        return all;
    }

    /** Changes a service so that its task must end, and none takes its place. */
    static void placeNowhere(ObjectNode service) {
        ObjectNode task = service.withObject("/TaskTemplate");
        task.withObject("/Placement").putArray("Constraints").add(NOWHERE);
        service.withObject("/UpdateConfig").put("Parallelism", 0).put("Order", "stop-first");
    }

    private ObjectNode task() {
        ObjectNode task = object();
        task.set("ContainerSpec", inside());
        task.putObject("Resources").set("Limits", limits());
        ArrayNode constraints = task.putObject("Placement").putArray("Constraints");
        spec.avoided().forEach(node -> constraints.add("node.id!=" + node));
        task.putObject("RestartPolicy").put("Condition", "none");
        ArrayNode networks = task.putArray("Networks");
        List<Connectivity.Attachment> attached = container.connectivity().networks();
        attached.forEach(each -> networks.addObject().put("Target", each.network()));
        if (attached.isEmpty()) {
            networks.addObject().put("Target", NO_NETWORK);
        }
        ObjectNode log = task.putObject("LogDriver");
        log.put("Name", "json-file");
        log.set("Options", tree(KEPT_OUTPUT));
        return task;
    }

    private ObjectNode inside() {
        Privileges privileges = container.privileges();
        ObjectNode inside = object();
        inside.put("Image", container.image());
        inside.set("Labels", tree(new TreeMap<>(container.labels())));
        inside.set("Command", tree(container.command()));
        List<String> variables = new ArrayList<>();
        new TreeMap<>(container.environment())
                .forEach((name, value) -> variables.add(name + "=" + value));
        inside.set("Env", tree(variables));
        container.workingDirectory().ifPresent(folder -> inside.put("Dir", folder));
        privileges.user().ifPresent(user -> inside.put("User", user));
        inside.set("Groups", tree(privileges.groups().stream().map(String::valueOf).toList()));
        inside.put("ReadOnly", privileges.readOnlyRoot());
        inside.set("CapabilityDrop", capabilities(privileges.dropped()));
        inside.set("CapabilityAdd", capabilities(privileges.added()));
        inside.put("Init", container.init());
        inside.put("StopSignal", spec.stopSignal());
        inside.put("StopGracePeriod", spec.stopGrace().toNanos());
        ArrayNode mounts = inside.putArray("Mounts");
        container.mounts().forEach(each -> mounts.add(mount(each)));
        spec.secret().ifPresent(each -> inside.putArray("Secrets").add(secret(each)));
        return inside;
    }

    private static JsonNode capabilities(List<String> names) {
        return tree(names.stream().map(name -> name.equals("ALL") ? name : "CAP_" + name).toList());
    }

    private ObjectNode limits() {
        ObjectNode limits = object();
        container.limits().memoryBytes().ifPresent(bytes -> limits.put("MemoryBytes", bytes));
        container.limits().nanoCpus().ifPresent(nanos -> limits.put("NanoCPUs", nanos));
        container.limits().processes().ifPresent(most -> limits.put("Pids", most));
        return limits;
    }

    private static ObjectNode mount(Mount mount) {
        ObjectNode all = object();
        all.put("Type", "tmpfs");
        all.put("Target", mount.target());
        if (mount instanceof Mount.Tmpfs tmpfs) {
            all.putObject("TmpfsOptions").put("SizeBytes", tmpfs.bytes()).put("Mode", tmpfs.mode());
            return all;
        }
        if (mount instanceof Mount.Closed) {
            all.put("ReadOnly", true);
            all.putObject("TmpfsOptions").put("SizeBytes", 4096).put("Mode", 0555);
            return all;
        }
        throw new UnsupportedException(
                "The nodes of a swarm have nothing of this machine to mount at " + mount.target());
    }

    private static ObjectNode secret(ServiceSpec.SecretFile file) {
        ObjectNode all = object();
        all.put("SecretID", file.secret());
        all.put("SecretName", file.name());
        all.putObject("File")
                .put("Name", file.target())
                .put("UID", file.user())
                .put("GID", file.group())
                .put("Mode", OWNER_READS);
        return all;
    }

    private static ObjectNode object() {
        return ClientSettings.JSON.createObjectNode();
    }

    private static JsonNode tree(Object value) {
        return ClientSettings.JSON.valueToTree(value);
    }
}
