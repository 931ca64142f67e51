package dev.workerkit.container;

import dev.workerkit.Launch;
import dev.workerkit.container.disk.WorkerDisk;
import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.EngineFacts;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.WorkerPlan;
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
 * @param user whom it runs as
 * @param java how its JVM is started, if it is a Java worker
 * @param facts what the engine is able to do
 * @param hostMounts of the runtime
 * @param nameplate names its containers
 * @param belongings what all of them have
 */
record ContainerPlan(
        WorkerPlan worker,
        WorkerImage image,
        InsideUser user,
        Optional<JavaPlan> java,
        EngineFacts facts,
        HostMounts hostMounts,
        Nameplate nameplate,
        Belongings belongings) {

    private static final String SHELL = "/bin/sh";

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
        Optional<JavaPlan.Start> start = java.map(plan -> plan.next(worker));
        return Walls.of(worker.spec(), image, user, facts)
                .around(
                        nameplate.containerName(worker.id(), birth.number()),
                        start.map(JavaPlan.Start::words).orElseGet(this::words),
                        environment(variables, start),
                        mounts(paths, start.map(JavaPlan.Start::mounts).orElse(List.of())),
                        connectivity)
                .withLabels(nameplate.labels(worker.id(), worker.name(), birth.number()));
    }

    private List<String> words() {
        Launch launch = worker.spec().launch();
        return launch instanceof Launch.ShellLine line
                ? List.of(SHELL, "-c", line.line())
                : MountedProgram.started(worker.spec(), ((Launch.Command) launch).words());
    }

    /** Run when a Java worker is ready. */
    Runnable whenReady() {
        return java.map(plan -> plan.archive().whenJavaRuns()).orElse(() -> {});
    }

    private Map<String, String> environment(
            Map<String, String> variables, Optional<JavaPlan.Start> start) {
        Map<String, String> all = new TreeMap<>(variables);
        start.ifPresent(java -> all.putAll(java.variables()));
        all.put(Walls.RELATIONSHIPS, belongings.network().variable());
        return all;
    }

    private List<Mount> mounts(InsidePaths paths, List<Mount> ofJava) {
        List<Mount> all = new ArrayList<>(paths.mounts());
        all.addAll(ofJava);
        all.addAll(belongings.network().mounts());
        all.addAll(hostMounts.binds(worker.spec()));
        for (dev.workerkit.Mount each : worker.spec().mounts()) {
            if (each instanceof dev.workerkit.Mount.Own own) {
                WorkerDisk disk = belongings.disk().orElseThrow();
                all.add(new Mount.Bind(disk.folder(own.source()), own.target(), false));
            }
        }
        return all;
    }
}
