package dev.workerkit.container;

import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How what a runtime makes in an engine is named and labelled, so that it is found again by who has
 * to clear it away.
 *
 * @param token of the runtime
 * @param directory of the runtime: as long as it is there and locked, its master lives
 * @param showsWorkers whether others find its workers among those that run
 */
public record Nameplate(String token, Path directory, boolean showsWorkers) {

    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** One whose workers are found by others. */
    public Nameplate(String token, Path directory) {
        this(token, directory, true);
    }

    /** For what the runtime runs for itself. */
    Nameplate unseen() {
        return new Nameplate(token, directory, false);
    }

    /** Tells this machine from others that use the same engine; stays if it gets another name. */
    public static String thisMachine() {
        String id = read(MACHINE_ID);
        return id.isEmpty() ? "@" + read(HOST_NAME) : id;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** For all that the runtime makes. */
    public Map<String, String> labels() {
        Map<String, String> all = new TreeMap<>();
        all.put(WorkerLabels.RUNTIME, token);
        all.put(WorkerLabels.HOST, thisMachine());
        all.put(WorkerLabels.DIRECTORY, directory.toString());
        FileView.of(directory).ifPresent(view -> all.put(WorkerLabels.VIEW, view.toString()));
        return all;
    }

    /** For the container of an incarnation. */
    public Map<String, String> labels(WorkerId id, String name, int incarnation) {
        Map<String, String> all = new TreeMap<>(labels());
        if (!showsWorkers) {
            return all;
        }
        all.put(WorkerLabels.WORKER, id.value());
        all.put(WorkerLabels.NAME, name);
        all.put(WorkerLabels.INCARNATION, Integer.toString(incarnation));
        return all;
    }

    /** For the container of a shared worker, which no runtime may take for its own. */
    public Map<String, String> labels(WorkerId id, String name, WorkerAddress address) {
        return Map.of(
                WorkerLabels.SHARED,
                address.toString(),
                WorkerLabels.STARTER,
                token,
                WorkerLabels.HOST,
                thisMachine(),
                WorkerLabels.DIRECTORY,
                directory.toString(),
                WorkerLabels.WORKER,
                id.value(),
                WorkerLabels.NAME,
                name);
    }

    /** What the names of all containers of a runtime begin with. */
    public static String containerNames(String token) {
        return "workerkit-" + token + "-";
    }

    /** The name of the container of an incarnation. */
    public String containerName(WorkerId id, int incarnation) {
        return containerNames(token) + shortId(id) + "-" + incarnation;
    }

    /** The name of the container of a shared worker. */
    public String containerName(WorkerId id) {
        return "workerkit-shared-" + token + "-" + shortId(id);
    }

    /** What tells it from others of the runtime. */
    public static String shortId(WorkerId id) {
        return id.value().substring(id.value().lastIndexOf('-') + 1);
    }
}
