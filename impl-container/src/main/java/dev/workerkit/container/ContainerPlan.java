package dev.workerkit.container;

import dev.workerkit.Isolation;
import dev.workerkit.Launch;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.Resources;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.disk.WorkerDisk;
import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.EngineFacts;
import dev.workerkit.container.engine.Limits;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.engine.Privileges;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.WorkerPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the containers of a worker are made, over and over.
 *
 * @param worker the worker
 * @param image what it runs in
 * @param user whom it runs as, in the engine's words
 * @param java how a JVM is brought up
 * @param facts what the engine is able to do
 * @param nameplate names its containers
 * @param belongings what all of them have
 */
record ContainerPlan(
        WorkerPlan worker,
        WorkerImage image,
        String user,
        JavaInside java,
        EngineFacts facts,
        Nameplate nameplate,
        Belongings belongings) {

    private static final String TEMPORARY = "/tmp";
    private static final String SHELL = "/bin/sh";
    private static final double NANOS_PER_CPU = 1e9;
    private static final String RELATIONSHIPS = "WORKERKIT_RELATIONSHIPS";

    /**
     * The container of an incarnation.
     *
     * @param variables what its environment must have
     * @param connectivity whom it reaches
     */
    ContainerSpec container(
            Birth birth,
            InsidePaths paths,
            Map<String, String> variables,
            Connectivity connectivity) {
        WorkerSpec spec = worker.spec();
        ContainerSpec container =
                ContainerSpec.of(image.name(), nameplate.containerName(worker.id(), birth.number()))
                        .withCommand(words())
                        .withLabels(nameplate.labels(worker.id(), worker.name(), birth.number()))
                        .withEnvironment(environment(variables))
                        .withPrivileges(privileges(spec.isolation()))
                        .withLimits(limits(spec))
                        .withMounts(mounts(paths))
                        .withConnectivity(connectivity)
                        // Process 1 gets no signal that it has no handler for.
                        .withInit(facts.hasInit() && !worker.isJava());
        return spec.workingDirectory()
                .map(Path::toString)
                .map(container::withWorkingDirectory)
                .orElse(container);
    }

    private List<String> words() {
        Launch launch = worker.spec().launch();
        if (launch instanceof Launch.Command command) {
            return command.words();
        }
        return launch instanceof Launch.ShellLine line
                ? List.of(SHELL, "-c", line.line())
                : java.words(worker, image);
    }

    private Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(worker.spec().environment());
        all.put(RELATIONSHIPS, belongings.network().variable());
        all.putAll(variables);
        return all;
    }

    private Privileges privileges(Isolation isolation) {
        return new Privileges(
                Optional.of(user),
                isolation.user().map(ProcessIdentity::groups).orElse(List.of()),
                !isolation.writableRoot(),
                List.of("ALL"),
                List.copyOf(isolation.capabilities()),
                isolation.newPrivileges());
    }

    private Limits limits(WorkerSpec spec) {
        Limits limits = Limits.none().withProcesses(spec.isolation().processes());
        if (spec.resources().isEmpty()) {
            return limits;
        }
        Resources given = spec.resources().get();
        double cpus =
                facts.processors() > 0 ? Math.min(given.cpus(), facts.processors()) : given.cpus();
        MemoryPlan memory = MemoryPlan.of(given);
        return limits.withCpus(Math.round(cpus * NANOS_PER_CPU))
                .withMemory(worker.isJava() ? memory.limitWith(spec.channel()) : memory.bytes());
    }

    private List<Mount> mounts(InsidePaths paths) {
        List<Mount> all = new ArrayList<>();
        if (worker.spec().mounts().stream().noneMatch(each -> each.target().equals(TEMPORARY))) {
            all.add(Mount.Tmpfs.scratch(TEMPORARY, worker.spec().isolation().temporaryBytes()));
        }
        // Engines put folders there that everybody can write to.
        all.add(new Mount.Closed("/dev/shm"));
        all.add(new Mount.Closed("/dev/mqueue"));
        all.addAll(paths.mounts());
        if (worker.isJava()) {
            all.addAll(java.mounts());
        }
        all.addAll(belongings.network().mounts());
        worker.spec().mounts().forEach(each -> all.add(mount(each)));
        return all;
    }

    private Mount mount(dev.workerkit.Mount each) {
        if (each instanceof dev.workerkit.Mount.Host host) {
            return HostMounts.bind(host);
        }
        if (each instanceof dev.workerkit.Mount.Own own) {
            WorkerDisk disk = belongings.disk().orElseThrow();
            return new Mount.Bind(disk.folder(own.source()), own.target(), false);
        }
        dev.workerkit.Mount.Temporary temporary = (dev.workerkit.Mount.Temporary) each;
        return Mount.Tmpfs.scratch(temporary.target(), temporary.bytes());
    }
}
