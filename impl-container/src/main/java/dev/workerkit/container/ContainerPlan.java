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
import java.util.TreeMap;

/**
 * How the containers of a worker are made, over and over.
 *
 * @param worker the worker
 * @param image what it runs in
 * @param user whom it runs as
 * @param java how a JVM is brought up
 * @param archive what it starts from
 * @param facts what the engine is able to do
 * @param nameplate names its containers
 * @param belongings what all of them have
 */
record ContainerPlan(
        WorkerPlan worker,
        WorkerImage image,
        InsideUser user,
        JavaInside java,
        JvmArchive archive,
        EngineFacts facts,
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
        JvmArchive.Seen seen = archive.seen().get();
        return Walls.of(worker.spec(), image, user, facts)
                .around(
                        nameplate.containerName(worker.id(), birth.number()),
                        words(seen.options()),
                        environment(variables),
                        mounts(paths, seen),
                        connectivity)
                .withLabels(nameplate.labels(worker.id(), worker.name(), birth.number()));
    }

    private List<String> words(List<String> archiveOptions) {
        Launch launch = worker.spec().launch();
        if (launch instanceof Launch.Command command) {
            return command.words();
        }
        return launch instanceof Launch.ShellLine line
                ? List.of(SHELL, "-c", line.line())
                : java.words(worker, image, archiveOptions);
    }

    private Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(variables);
        all.put(Walls.RELATIONSHIPS, belongings.network().variable());
        return all;
    }

    private List<Mount> mounts(InsidePaths paths, JvmArchive.Seen seen) {
        List<Mount> all = new ArrayList<>(paths.mounts());
        if (worker.isJava()) {
            all.addAll(java.mounts());
            seen.mount().ifPresent(all::add);
        }
        all.addAll(belongings.network().mounts());
        for (dev.workerkit.Mount each : worker.spec().mounts()) {
            if (each instanceof dev.workerkit.Mount.Own own) {
                WorkerDisk disk = belongings.disk().orElseThrow();
                all.add(new Mount.Bind(disk.folder(own.source()), own.target(), false));
            }
        }
        return all;
    }
}
