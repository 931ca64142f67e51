package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Capability;
import dev.workerkit.Launch;
import dev.workerkit.LogView;
import dev.workerkit.Readiness;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.disk.DiskSweep;
import dev.workerkit.container.disk.Disks;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineFacts;
import dev.workerkit.container.engine.KernelCapabilities;
import dev.workerkit.container.network.NetworkProbe;
import dev.workerkit.container.network.Relations;
import dev.workerkit.engine.Workplace;
import dev.workerkit.killswitch.StartPermits;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.ProfileCheck;
import dev.workerkit.launch.Rehearsal;
import dev.workerkit.launch.WorkerClasses;
import dev.workerkit.launch.WorkerLauncher;
import dev.workerkit.os.LibC;
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

/** Launches workers as containers. */
final class ContainerLauncher implements WorkerLauncher {

    private static final System.Logger LOG = System.getLogger(ContainerLauncher.class.getName());

    /** One that asks for nothing of its own. */
    private static final WorkerSpec ANY = WorkerSpec.of(Rehearsal.class);

    private final Engine engine;
    private final BootstrapProfile profile;
    private final WorkerClasses classes;
    private final JavaInside java;
    private final WorkerImages images;
    private final WorkerUser user;
    private final Nameplate nameplate;
    private final Removal removal;
    private final List<Path> directories;
    private final HostMounts hostMounts;
    private final Disks disks;
    private final Optional<String> missingForRelations;
    private final Premises premises;
    private final MemoryDeaths memoryDeaths;
    private final Admission admission;
    private final JavaPlans javaPlans;
    private final SharedWorkers sharedWorkers;

    private ContainerLauncher(
            Engine engine,
            RunPlace place,
            RunDirectory directory,
            Nameplate nameplate,
            RuntimeOptions options,
            StartPermits permits) {
        this.engine = engine;
        this.profile = options.bootstrap();
        this.classes = WorkerClasses.of(profile);
        this.java = JavaInside.of(profile);
        this.images = new WorkerImages(engine, options);
        this.user = WorkerUser.of(engine.facts().rootless());
        user.check(ANY, profile);
        java.checkNamed(user.access(ANY, profile));
        this.nameplate = nameplate;
        this.removal = new Removal(engine);
        this.directories = place.all();
        this.hostMounts = HostMounts.beside(directories, engine.facts());
        this.disks = Disks.of(directory.logs());
        Relations relations =
                Relations.of(engine, nameplate.token(), nameplate.labels(), directory.path());
        this.missingForRelations = NetworkProbe.missing(engine);
        this.sharedWorkers =
                new SharedWorkers(
                        ContainerRuntimeProvider.NAME,
                        profile.eventLoop(),
                        new SharedStarts(
                                profile,
                                classes,
                                new SharedContainers(
                                        engine,
                                        profile,
                                        user,
                                        images,
                                        java,
                                        this::javaOf,
                                        nameplate,
                                        hostMounts),
                                directory.path(),
                                permits));
        // Last, as they have threads.
        this.premises = new Premises(directory, options, ContainerRuntimeProvider.NAME);
        try {
            this.memoryDeaths = new MemoryDeaths(engine, nameplate, premises.executor());
        } catch (RuntimeException | Error e) {
            premises.close();
            throw e;
        }
        this.admission =
                new Admission(
                        profile,
                        classes,
                        user,
                        disks,
                        relations,
                        hostMounts,
                        ContainerWorkers.in(engine, premises, nameplate, memoryDeaths));
        Jvms jvms = new Jvms(profile, new JavaSearch(engine, nameplate, user.inside(ANY, profile)));
        this.javaPlans = new JavaPlans(profile, java, jvms, admission, premises);
    }

    /**
     * Connects to the engine, opens the directories, and clears up what dead masters left.
     *
     * @param permits what is asked before a shared worker is started
     * @throws dev.workerkit.WorkerException if there is no engine, or no place for the directories
     */
    static ContainerLauncher open(RuntimeOptions options, StartPermits permits) {
        options.logDirectory().ifPresent(Premises::requireWritable);
        ProfileCheck.requireUsable(options.bootstrap());
        LibC.require();
        Engine engine = Engine.connect(options.engine());
        try {
            requireUsable(engine);
            return open(engine, options, permits);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    private static ContainerLauncher open(
            Engine engine, RuntimeOptions options, StartPermits permits) {
        RunPlace place = RunPlace.choose(RunKind.CONTAINERS, Optional.empty());
        Guard.add(place, engine.endpoint());
        try {
            return open(engine, place, options, permits);
        } catch (RuntimeException | Error e) {
            Guard.remove(place.token());
            throw e;
        }
    }

    private static ContainerLauncher open(
            Engine engine, RunPlace place, RuntimeOptions options, StartPermits permits) {
        Sweep sweep = new Sweep(new Removal(engine), place.all());
        RunDirectory directory = RunDirectory.create(place, sweep::endRemains);
        try {
            sweep.removeOrphans();
            Nameplate nameplate = new Nameplate(place.token(), directory.path());
            return new ContainerLauncher(engine, place, directory, nameplate, options, permits);
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Refuses an engine that can't run workers of this master.
     *
     * @throws UnsupportedException says why
     */
    static void requireUsable(Engine engine) {
        if (!engine.facts().onThisMachine()) {
            throw new UnsupportedException(
                    "The container engine at "
                            + engine.endpoint()
                            + " runs on another machine or in a virtual one, and workers share"
                            + " memory with their master; run the master where the engine is");
        }
    }

    @Override
    public Set<Capability> capabilities() {
        EngineFacts facts = engine.facts();
        Set<Capability> all =
                EnumSet.of(
                        Capability.JAVA,
                        Capability.JVM,
                        Capability.COMMAND,
                        Capability.SHELL,
                        Capability.CHANNEL,
                        Capability.DURABLE,
                        Capability.CONTROL,
                        Capability.PAUSE,
                        Capability.LOG,
                        Capability.SHARED,
                        Capability.KILL_SWITCH,
                        Capability.IMAGES,
                        Capability.MOUNTS,
                        Capability.EXEC);
        if (facts.limitsPids()) {
            all.add(Capability.ISOLATION);
        }
        if (facts.limitsMemory() && facts.limitsCpu() && facts.limitsPids()) {
            all.add(Capability.RESOURCES);
            if (missingForMemory().isEmpty()) {
                all.add(Capability.OUT_OF_MEMORY);
            }
        }
        if (missingForRelations.isEmpty()) {
            all.add(Capability.RELATIONSHIPS);
        }
        if (disks.missing().isEmpty()) {
            all.add(Capability.DISKS);
        }
        return Collections.unmodifiableSet(all);
    }

    @Override
    public Optional<String> reasonForLacking(Capability capability) {
        return switch (capability) {
            case ISOLATION, RESOURCES -> engine.facts().missingLimits();
            case DISKS -> disks.missing();
            case RELATIONSHIPS -> missingForRelations;
            case OUT_OF_MEMORY -> missingForMemory();
            default -> Optional.empty();
        };
    }

    private Optional<String> missingForMemory() {
        EngineFacts facts = engine.facts();
        return facts.tellsOutOfMemory()
                ? Optional.empty()
                : memoryDeaths
                        .missing()
                        .map(
                                reason ->
                                        facts.kind().label()
                                                + " "
                                                + facts.version()
                                                + " does not tell an end for want of memory from"
                                                + " other kills, and "
                                                + reason);
    }

    @Override
    public void check(WorkerSpec spec) {
        user.check(spec, profile);
        MemoryPlan.check(spec);
        KernelCapabilities.check(spec.isolation().capabilities());
        hostMounts.check(spec, user.access(spec, profile));
        Relations.check(spec);
        if (spec.launch() instanceof Launch.JavaWorker launch) {
            classes.check(launch, spec);
            java.checkAll(user.access(spec, profile), WorkerUser.field(spec, profile));
        }
        if (spec.readiness() instanceof Readiness.Probed probed) {
            ContainerProbers.check(probed.probe(), spec);
        }
        javaOf(spec, images.of(spec));
    }

    @Override
    public Workplace admit(WorkerId id, String name, WorkerSpec spec) {
        WorkerImage image = images.of(spec);
        return admission.admit(id, name, spec, image, javaOf(spec, image));
    }

    private Optional<JavaPlan> javaOf(WorkerSpec spec, WorkerImage image) {
        return spec.launch() instanceof Launch.JavaWorker
                ? Optional.of(javaOf(image))
                : Optional.empty();
    }

    private JavaPlan javaOf(WorkerImage image) {
        return javaPlans.of(image);
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
        javaPlans.close();
        boolean removed;
        try (engine) {
            try {
                memoryDeaths.close();
                removed = removeAll();
                directories.forEach(DiskSweep::clear);
            } finally {
                premises.close();
            }
        }
        // The guard goes last: should the master die in between, it still clears away the rest, and
        // all when the engine is back.
        if (removed) {
            Guard.remove(nameplate.token());
        }
    }

    /** Whether nothing is left in the engine; a close does not fail as the engine is gone. */
    private boolean removeAll() {
        try {
            removal.ofRuntime(nameplate.token());
            return true;
        } catch (EngineException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What the runtime "
                            + nameplate.token()
                            + " leaves in the container engine is removed when this process ends,"
                            + " or by the next that opens such a runtime",
                    e);
            return false;
        }
    }
}
