package dev.workerkit.container;

import dev.workerkit.Isolation;
import dev.workerkit.Launch;
import dev.workerkit.Resources;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.EngineFacts;
import dev.workerkit.container.engine.Limits;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.engine.Privileges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a container keeps a worker from, as its spec has it.
 *
 * @param spec of the worker
 * @param image what it runs in
 * @param user whom it runs as
 * @param hasInit whether the engine has an init for commands
 * @param processors how many there are where it runs
 */
public record Walls(
        WorkerSpec spec, WorkerImage image, InsideUser user, boolean hasInit, double processors) {

    /** The variable in which a worker finds whom it is related to. */
    public static final String RELATIONSHIPS = "WORKERKIT_RELATIONSHIPS";

    private static final String TEMPORARY = "/tmp";
    private static final double NANOS_PER_CPU = 1e9;

    /** For an engine of this machine. */
    static Walls of(WorkerSpec spec, WorkerImage image, InsideUser user, EngineFacts facts) {
        return new Walls(spec, image, user, facts.hasInit(), facts.processors());
    }

    /**
     * A container around a worker.
     *
     * @param name of the container
     * @param words what runs in it
     * @param variables what its environment must have beyond the spec
     * @param mounts what it has of its runtime
     * @param connectivity whom it reaches
     */
    public ContainerSpec around(
            String name,
            List<String> words,
            Map<String, String> variables,
            List<Mount> mounts,
            Connectivity connectivity) {
        ContainerSpec container =
                ContainerSpec.of(image.name(), name)
                        .withCommand(words)
                        .withEnvironment(environment(variables))
                        .withPrivileges(privileges(spec.isolation()))
                        .withLimits(limits())
                        .withMounts(mounts(mounts))
                        .withConnectivity(connectivity)
                        // Process 1 gets no signal that it has no handler for.
                        .withInit(hasInit && !isJava());
        return spec.workingDirectory()
                .map(Path::toString)
                .map(container::withWorkingDirectory)
                .orElse(container);
    }

    private boolean isJava() {
        return spec.launch() instanceof Launch.JavaWorker;
    }

    private Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(spec.environment());
        all.putAll(variables);
        return all;
    }

    private Privileges privileges(Isolation isolation) {
        return new Privileges(
                Optional.of(user.name()),
                user.groups(),
                !isolation.writableRoot(),
                List.of("ALL"),
                List.copyOf(isolation.capabilities()),
                isolation.newPrivileges());
    }

    private Limits limits() {
        Limits limits = Limits.none().withProcesses(spec.isolation().processes());
        if (spec.resources().isEmpty()) {
            return limits;
        }
        Resources given = spec.resources().get();
        double cpus = processors > 0 ? Math.min(given.cpus(), processors) : given.cpus();
        MemoryPlan memory = MemoryPlan.of(given);
        return limits.withCpus(Math.round(cpus * NANOS_PER_CPU))
                .withMemory(isJava() ? memory.limitWith(spec.channel()) : memory.bytes());
    }

    private List<Mount> mounts(List<Mount> ofRuntime) {
        List<Mount> all = new ArrayList<>();
        if (spec.mounts().stream().noneMatch(each -> each.target().equals(TEMPORARY))) {
            all.add(Mount.Tmpfs.scratch(TEMPORARY, spec.isolation().temporaryBytes()));
        }
        // Engines put folders there that everybody can write to.
        all.add(new Mount.Closed("/dev/shm"));
        all.add(new Mount.Closed("/dev/mqueue"));
        all.addAll(ofRuntime);
        for (dev.workerkit.Mount each : spec.mounts()) {
            if (each instanceof dev.workerkit.Mount.Temporary temporary) {
                all.add(Mount.Tmpfs.scratch(temporary.target(), temporary.bytes()));
            }
        }
        // Programs share libraries.
        return all.stream().distinct().toList();
    }
}
