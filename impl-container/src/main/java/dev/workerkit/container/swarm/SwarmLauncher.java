package dev.workerkit.container.swarm;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Capability;
import dev.workerkit.Launch;
import dev.workerkit.LogView;
import dev.workerkit.Readiness;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.Guard;
import dev.workerkit.container.MemoryPlan;
import dev.workerkit.container.Nameplate;
import dev.workerkit.container.Removal;
import dev.workerkit.container.Sweep;
import dev.workerkit.container.WorkerLabels;
import dev.workerkit.container.WorkerUser;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineFacts;
import dev.workerkit.container.engine.SwarmNode;
import dev.workerkit.engine.Workplace;
import dev.workerkit.host.Hooks;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.WorkerClasses;
import dev.workerkit.launch.WorkerLauncher;
import dev.workerkit.launch.WorkerPlace;
import dev.workerkit.launch.WorkerPlan;
import dev.workerkit.os.LibC;
import dev.workerkit.os.RunDirectory;
import dev.workerkit.os.RunKind;
import dev.workerkit.os.RunPlace;
import dev.workerkit.remote.RemoteDoor;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Launches workers as services of a swarm. */
final class SwarmLauncher implements WorkerLauncher {

    private static final System.Logger LOG = System.getLogger(SwarmLauncher.class.getName());
    private static final double NANOS_PER_CPU = 1e9;
    private static final long TASKS_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Engine engine;
    private final BootstrapProfile profile;
    private final WorkerClasses classes;
    private final SwarmImages images;
    private final WorkerUser user;
    private final Nameplate nameplate;
    private final double processors;
    private final Premises premises;
    private final RemoteDoor door;
    private final RollCall rollCall;
    private final SwarmWorkers workers;

    private SwarmLauncher(
            Engine engine, RunDirectory directory, Nameplate nameplate, RuntimeOptions options) {
        this.engine = engine;
        this.profile = options.bootstrap();
        this.classes = WorkerClasses.of(profile);
        this.images = new SwarmImages(engine, options);
        this.user = WorkerUser.of(false);
        classes.checkHooks();
        this.nameplate = nameplate;
        this.processors =
                engine.swarm().nodes().stream()
                        .filter(SwarmNode::takesTasks)
                        .mapToDouble(node -> node.nanoCpus() / NANOS_PER_CPU)
                        .min()
                        .orElse(0);
        MasterAddress address =
                options.address()
                        .map(MasterAddress::given)
                        .orElseGet(() -> MasterAddress.toward(engine.swarm().address()));
        this.door = RemoteDoor.open(address.listen());
        // Last, as they have threads.
        try {
            this.premises = new Premises(directory, options, SwarmRuntimeProvider.NAME);
        } catch (RuntimeException | Error e) {
            door.close();
            throw e;
        }
        this.rollCall = new RollCall(engine.swarm(), ofRuntime());
        this.workers =
                new SwarmWorkers(
                        engine.swarm(),
                        premises,
                        nameplate,
                        rollCall,
                        new Suspects(engine.swarm()),
                        door,
                        address.host());
    }

    /**
     * Connects to the manager, opens the directories, and clears up what dead masters left.
     *
     * @throws dev.workerkit.WorkerException if there is no manager, or no place for the directories
     */
    static SwarmLauncher open(RuntimeOptions options) {
        options.logDirectory().ifPresent(Premises::requireWritable);
        LibC.require();
        Engine engine = Engine.connect(options.engine());
        try {
            requireUsable(engine);
            return open(engine, options);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    private static SwarmLauncher open(Engine engine, RuntimeOptions options) {
        RunPlace place = RunPlace.choose(RunKind.SERVICES, Optional.empty());
        Guard.add(place, engine.endpoint());
        try {
            Sweep sweep = new Sweep(new Removal(engine), place.all());
            RunDirectory directory = RunDirectory.create(place, sweep::endRemains);
            try {
                sweep.removeOrphans();
                Nameplate nameplate = new Nameplate(place.token(), directory.path());
                return new SwarmLauncher(engine, directory, nameplate, options);
            } catch (RuntimeException | Error e) {
                directory.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            Guard.remove(place.token());
            throw e;
        }
    }

    /**
     * Refuses an engine that manages no swarm.
     *
     * @throws UnsupportedException says what to do
     */
    static void requireUsable(Engine engine) {
        EngineFacts facts = engine.facts();
        if (facts.kind() == EngineFacts.Kind.PODMAN) {
            throw new UnsupportedException(
                    "The engine at "
                            + engine.endpoint()
                            + " is Podman, which has no swarms; give the address of a Docker engine"
                            + " that manages one");
        }
        if (!engine.swarm().isManaged()) {
            throw new UnsupportedException(
                    "The engine at "
                            + engine.endpoint()
                            + (facts.swarm() == EngineFacts.SwarmState.WORKER
                                    ? " is in a swarm, but manages none; give the address of a"
                                            + " manager, or make it one ('docker node promote')"
                                    : " is in no swarm; begin one with 'docker swarm init', or give"
                                            + " the address of a manager"));
        }
    }

    private Map<String, String> ofRuntime() {
        return Map.of(WorkerLabels.RUNTIME, nameplate.token());
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all =
                EnumSet.of(
                        Capability.JAVA,
                        Capability.JVM,
                        Capability.COMMAND,
                        Capability.SHELL,
                        Capability.CHANNEL,
                        Capability.CONTROL,
                        Capability.PAUSE,
                        Capability.LOG,
                        Capability.KILL_SWITCH,
                        Capability.IMAGES);
        if (engine.facts().missingLimits().isEmpty()) {
            all.add(Capability.RESOURCES);
        }
        return Collections.unmodifiableSet(all);
    }

    @Override
    public Optional<String> reasonForLacking(Capability capability) {
        return switch (capability) {
            case ISOLATION ->
                    Optional.of(
                            "a worker is connected to its master by the network of its node, and"
                                    + " services can't be kept from new privileges");
            case RESOURCES -> engine.facts().missingLimits();
            case DURABLE -> Optional.of("the nodes have no folder in common with the master");
            case MOUNTS, DISKS -> Optional.of("the nodes have nothing of the master's machine");
            case EXEC -> Optional.of("a manager reaches the tasks of its own machine alone");
            case OUT_OF_MEMORY ->
                    Optional.of("a swarm does not tell an end for want of memory from other kills");
            default -> Optional.empty();
        };
    }

    @Override
    public void check(WorkerSpec spec) {
        MemoryPlan.check(spec);
        spec.channel()
                .directory()
                .ifPresent(
                        folder -> {
                            throw lacking(Capability.DURABLE, "channel.directory");
                        });
        if (spec.launch() instanceof Launch.JavaWorker launch) {
            classes.check(launch, spec);
        }
        if (spec.readiness() instanceof Readiness.Probed) {
            throw new UnsupportedException(
                    "readiness: nothing of this machine reaches into a worker of a swarm; let it say"
                            + " that it is ready (Readiness.told)");
        }
        SwarmImages.Furnishing run = images.of(spec);
        boolean deaf = !(spec.launch() instanceof Launch.JavaWorker) && !run.image().isOwn();
        if (deaf && spec.readiness() instanceof Readiness.Told) {
            throw new UnsupportedException(
                    "readiness: a command in an image of yours has no control connection on a swarm;"
                            + " leave its image or its readiness out");
        }
    }

    private UnsupportedException lacking(Capability capability, String field) {
        return new UnsupportedException(
                field
                        + ": the runtime 'swarm' lacks the capability '"
                        + capability.id()
                        + "': "
                        + reasonForLacking(capability).orElse("")
                        + "; leave it out");
    }

    @Override
    public Workplace admit(WorkerId id, String name, WorkerSpec spec) {
        WorkerPlan worker =
                new WorkerPlan(
                        id,
                        name,
                        spec,
                        // Its files on this machine are its master's alone.
                        Optional.empty(),
                        spec.launch() instanceof Launch.JavaWorker ? classes.hooks() : Hooks.NONE);
        SwarmPlan plan =
                new SwarmPlan(
                        worker, images.of(spec), user.inside(spec, profile), nameplate, processors);
        return WorkerPlace.admit(worker, premises, classes, workers.of(plan));
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
        boolean removed;
        try (engine) {
            try {
                rollCall.close();
                door.close();
                removed = removeAll();
            } finally {
                premises.close();
            }
        }
        // The guard goes last: should the master die in between, it still clears away the rest, and
        // all when the manager is back.
        if (removed) {
            Guard.remove(nameplate.token());
        }
    }

    /** What is removed ends on its node before it is gone; not on a node that does not answer. */
    private void awaitTasks() {
        long deadline = System.nanoTime() + TASKS_LIMIT_NANOS;
        while (System.nanoTime() < deadline && mayEnd()) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private boolean mayEnd() {
        Set<String> ready =
                engine.swarm().nodes().stream()
                        .filter(SwarmNode::ready)
                        .map(SwarmNode::id)
                        .collect(Collectors.toSet());
        return engine.swarm().tasks(ofRuntime()).stream()
                .anyMatch(task -> task.node().filter(node -> !ready.contains(node)).isEmpty());
    }

    /** Whether nothing is left in the swarm; a close does not fail as the manager is gone. */
    private boolean removeAll() {
        try {
            new Removal(engine).ofRuntime(nameplate.token());
            awaitTasks();
            return true;
        } catch (EngineException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What the runtime "
                            + nameplate.token()
                            + " leaves in the swarm is removed when this process ends, or by the"
                            + " next that opens such a runtime",
                    e);
            return false;
        }
    }
}
