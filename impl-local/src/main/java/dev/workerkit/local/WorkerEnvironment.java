package dev.workerkit.local;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.os.Marker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables and the folder that a worker finds itself in. */
record WorkerEnvironment(Map<String, String> variables, Optional<Path> workingDirectory) {

    /** The master's own variables, but for those of a runtime it may itself run in, and the spec's. */
    static WorkerEnvironment of(WorkerSpec spec) {
        Map<String, String> variables = new TreeMap<>(System.getenv());
        variables.keySet().removeIf(WorkerEnvironment::isOurs);
        variables.putAll(spec.environment());
        return new WorkerEnvironment(variables, spec.workingDirectory());
    }

    private static boolean isOurs(String variable) {
        return variable.equals("WRK_ID") || variable.startsWith("WORKERKIT_");
    }

    WorkerEnvironment with(Marker marker) {
        return with(Map.of(marker.name(), marker.value()));
    }

    /** The same with these variables, too. */
    WorkerEnvironment with(Map<String, String> others) {
        Map<String, String> more = new TreeMap<>(variables);
        more.putAll(others);
        return new WorkerEnvironment(more, workingDirectory);
    }

    /**
     * The file of a program, looked up as the worker itself would.
     *
     * @throws SpecException with the name of the field, if there is no such program
     */
    Path resolve(String field, String program) {
        return Program.resolve(field, program, variables.get("PATH"), directory());
    }

    /** Where relative paths begin. */
    Path directory() {
        return workingDirectory.orElse(Path.of(""));
    }

    void requireWorkingDirectory() {
        workingDirectory.ifPresent(
                directory -> {
                    if (!Files.isDirectory(directory)) {
                        throw new SpecException(
                                "workingDirectory",
                                directory
                                        + (Files.exists(directory)
                                                ? " is not a folder"
                                                : " does not exist"),
                                "name a folder that exists");
                    }
                });
    }
}
