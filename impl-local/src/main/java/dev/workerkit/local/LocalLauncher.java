package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Capability;
import dev.workerkit.Launch;
import dev.workerkit.LogView;
import dev.workerkit.Readiness;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.engine.Workplace;
import dev.workerkit.host.Hooks;
import dev.workerkit.killswitch.StartPermits;
import dev.workerkit.launch.ArchiveTraining;
import dev.workerkit.launch.ClassDataArchive;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.Spawner;
import dev.workerkit.launch.WorkerClasses;
import dev.workerkit.launch.WorkerLauncher;
import dev.workerkit.launch.WorkerPlace;
import dev.workerkit.launch.WorkerPlan;
import dev.workerkit.os.LibC;
import dev.workerkit.os.Ownership;
import dev.workerkit.os.ProcessTree;
import dev.workerkit.os.RunDirectory;
import dev.workerkit.os.RunKind;
import dev.workerkit.os.RunPlace;
import dev.workerkit.shared.SharedWorkers;
import dev.workerkit.sharing.SharedStarts;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Launches workers as processes. */
final class LocalLauncher implements WorkerLauncher {

    private static final String COMMAND = "launch.command";

    /** All but pools, which others lay over it, and what only walls around a worker can give. */
    private static final Set<Capability> CAPABILITIES =
            Collections.unmodifiableSet(
                    EnumSet.complementOf(
                            EnumSet.of(
                                    Capability.POOL,
                                    Capability.IMAGES,
                                    Capability.ISOLATION,
                                    Capability.RESOURCES,
                                    Capability.OUT_OF_MEMORY,
                                    Capability.MOUNTS,
                                    Capability.DISKS,
                                    Capability.RELATIONSHIPS,
                                    Capability.EXEC)));

    private final Guard guard;
    private final Premises premises;
    private final Processes processes;
    private final Spares spares;
    private final WorkerClasses classes;
    private final JavaLaunches javaLaunches;
    private final Optional<ArchiveTraining> training;
    private final BootstrapProfile profile;
    private final SharedWorkers sharedWorkers;

    private LocalLauncher(
            RunDirectory directory, Guard guard, RuntimeOptions options, StartPermits permits) {
        this.guard = guard;
        this.profile = options.bootstrap();
        this.classes = WorkerClasses.of(profile);
        this.javaLaunches = new JavaLaunches(profile);
        this.sharedWorkers =
                new SharedWorkers(
                        LocalRuntimeProvider.NAME,
                        profile.eventLoop(),
                        new SharedStarts(
                                profile,
                                classes,
                                new SharedProcesses(profile, javaLaunches),
                                directory.path(),
                                permits));
        // Last, as they have threads: nothing that fails comes after them.
        this.premises = new Premises(directory, options, LocalRuntimeProvider.NAME);
        this.training = javaLaunches.archive().map(this::training);
        this.processes = Processes.in(premises, () -> training.ifPresent(ArchiveTraining::begin));
        this.spares = new Spares(premises, javaLaunches);
    }

    private ArchiveTraining training(ClassDataArchive archive) {
        return new ArchiveTraining(
                archive,
                (id, spec, target) -> admitRehearsal(id, spec, archive.optionsForMaking(target)),
                premises.executor(),
                premises.token());
    }

    /**
     * Opens the directories and starts the guard.
     *
     * @param permits what is asked before a shared worker is started
     * @throws WorkerException if there is no place for them
     */
    static LocalLauncher open(RuntimeOptions options, StartPermits permits) {
        options.logDirectory().ifPresent(Premises::requireWritable);
        JavaLaunches.requireUsable(options.bootstrap());
        LibC.require();
        RunPlace place =
                RunPlace.choose(
                        RunKind.PROCESSES, options.bootstrap().identity().map(Ownership::of));
        Guard guard = Guard.start(place.token(), place.all());
        try {
            return open(
                    RunDirectory.create(place, token -> ProcessTree.ofRuntime(token).kill()),
                    guard,
                    options,
                    permits);
        } catch (RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    private static LocalLauncher open(
            RunDirectory directory, Guard guard, RuntimeOptions options, StartPermits permits) {
        try {
            LocalLauncher launcher = new LocalLauncher(directory, guard, options, permits);
            launcher.premises.executor().execute(new WarmUp(directory.path().resolve("warm-up")));
            return launcher;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public void check(WorkerSpec spec) {
        WorkerEnvironment environment = WorkerEnvironment.of(spec);
        environment.requireWorkingDirectory();
        if (spec.launch() instanceof Launch.Command command) {
            environment.resolve(COMMAND, command.words().get(0));
        } else if (spec.launch() instanceof Launch.JavaWorker java) {
            classes.check(java, spec);
        }
        if (spec.readiness() instanceof Readiness.Probed probed) {
            ProcessProbers.check(probed.probe(), environment);
        }
    }

    @Override
    public Workplace admit(WorkerId id, String name, WorkerSpec spec) {
        ProcessPlan plan = planOf(id, name, spec);
        Spawner spawner =
                spec.spares() > 0 && spec.launch() instanceof Launch.JavaWorker java
                        ? spares.spawner(plan, java, processes)
                        : processes.of(plan);
        try {
            return WorkerPlace.admit(plan.worker(), premises, classes, spawner);
        } catch (RuntimeException e) {
            spawner.forget();
            throw e;
        }
    }

    private ProcessPlan planOf(WorkerId id, String name, WorkerSpec spec) {
        if (spec.launch() instanceof Launch.JavaWorker java) {
            return javaLaunches.plan(id, name, spec, java);
        }
        List<String> words =
                spec.launch() instanceof Launch.Command command
                        ? command.words()
                        : List.of("/bin/sh", "-c", spec.launch().describe());
        Path program = WorkerEnvironment.of(spec).resolve(COMMAND, words.get(0));
        WorkerPlan worker = new WorkerPlan(id, name, spec, Optional.empty(), Hooks.NONE);
        return new ProcessPlan(worker, program, () -> words);
    }

    private WorkerPlace admitRehearsal(WorkerId id, WorkerSpec spec, List<String> archiveOptions) {
        ProcessPlan plan = javaLaunches.rehearsal(id, spec, archiveOptions);
        return WorkerPlace.admitUnseen(plan.worker(), premises, classes, processes.of(plan));
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        return sharedWorkers.connect(address, profile.applyTo(spec));
    }

    @Override
    public LogView log() {
        return premises.log();
    }

    @Override
    public WorkerClasses classes() {
        return classes;
    }

    @Override
    public void close() {
        sharedWorkers.close();
        training.ifPresent(ArchiveTraining::await);
        // The guard goes last: should the master die in between, it still clears away the rest.
        try (guard) {
            premises.close();
        }
    }
}
