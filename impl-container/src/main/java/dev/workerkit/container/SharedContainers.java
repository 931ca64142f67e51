package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Isolation;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.ContainerState;
import dev.workerkit.container.engine.Containers;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.KernelCapabilities;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.engine.NotFoundException;
import dev.workerkit.container.image.NativeLibraries;
import dev.workerkit.os.HandOver;
import dev.workerkit.os.Ownership;
import dev.workerkit.os.Strangers;
import dev.workerkit.server.HandedOver;
import dev.workerkit.server.SharedLaunch;
import dev.workerkit.sharing.SharedBirth;
import dev.workerkit.sharing.SharedSpawner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Runs shared workers in containers that belong to nobody: without the label of a runtime, so that
 * no guard and no sweep takes them, and removed by the engine when they end.
 *
 * <p>The master listens on this machine, whatever network the worker has, and hands the socket over
 * to it. Of the machine's files the worker sees none for that.
 *
 * @param engine runs them
 * @param profile how they are brought up
 * @param user whom they run as
 * @param images what they run in
 * @param classes that they load
 * @param java how their JVM is started in an image
 * @param nameplate names them
 * @param hostMounts of the runtime
 */
record SharedContainers(
        Engine engine,
        BootstrapProfile profile,
        WorkerUser user,
        WorkerImages images,
        JavaInside classes,
        Function<WorkerImage, JavaPlan> java,
        Nameplate nameplate,
        HostMounts hostMounts)
        implements SharedSpawner {

    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    @Override
    public void check(WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
        user.check(worker, profile);
        MemoryPlan.check(worker);
        KernelCapabilities.check(worker.isolation().capabilities());
        ReadAccess access = user.access(worker, profile);
        classes.checkAll(access, WorkerUser.field(worker, profile));
        hostMounts.check(worker, access);
        requireNothingOfARuntime(worker);
        java.apply(images.of(worker));
    }

    /** What a runtime makes, and removes at its end, must not be what a shared worker lives on. */
    private static void requireNothingOfARuntime(WorkerSpec worker) {
        if (!worker.relationships().isEmpty() || !worker.endpoints().isEmpty()) {
            throw new UnsupportedException(
                    (worker.relationships().isEmpty() ? "endpoints" : "relationships")
                            + ": a shared worker outlives the runtime that would make its networks;"
                            + " serve masters at its address, have it reach services by"
                            + " NetworkAccess.OUTBOUND, or use a dedicated worker");
        }
        if (worker.disk().isPresent()) {
            throw new UnsupportedException(
                    "disk: a shared worker outlives the runtime that would remove it; mount a folder"
                            + " of this machine or memory, or use a dedicated worker");
        }
    }

    @Override
    public Optional<Ownership> owner(WorkerSpec worker) {
        return user.owner(worker, profile);
    }

    @Override
    public SharedLaunch seenFromInside(SharedLaunch launch) {
        return launch.withSocketContext(launch.socketContext().map(SharedFolder::inside));
    }

    @Override
    public void spawn(SharedBirth birth) {
        SharedLaunch launch = birth.launch();
        WorkerImage image = images.of(birth.worker());
        JavaPlan plan = java.apply(image);
        try (SharedFolder folder =
                SharedFolder.make(
                        nameplate.directory().resolve("s-" + Nameplate.shortId(launch.id())),
                        owner(birth.worker()))) {
            folder.take(birth.launchFile());
            launch.socketContext().ifPresent(folder::take);
            try (HandOver handOver = folder.handOver()) {
                new SharedDelivery(engine, handOver, birth)
                        .of(container(birth, folder, image, plan));
            }
        }
        plan.archive().whenJavaRuns().run();
    }

    private ContainerSpec container(
            SharedBirth birth, SharedFolder folder, WorkerImage image, JavaPlan plan) {
        SharedLaunch launch = birth.launch();
        WorkerSpec worker = birth.worker();
        // The name and the class are for people who look at the list of processes.
        JavaPlan.Start start =
                plan.next(
                        worker,
                        image.isOwn() ? List.of() : NativeLibraries.jvmOptions(),
                        HandedOver.class.getName(),
                        List.of(
                                SharedFolder.handOverInside(),
                                SharedFolder.launchInside(),
                                launch.name(),
                                launch.className()));
        List<Mount> mounts = new ArrayList<>(start.mounts());
        mounts.add(folder.mount());
        mounts.addAll(hostMounts.binds(worker));
        if (!image.isOwn()) {
            mounts.add(new Mount.Bind(NativeLibraries.unpacked(), NativeLibraries.FOLDER, true));
        }
        Map<String, String> variables = new TreeMap<>(start.variables());
        variables.put(Walls.RELATIONSHIPS, "{}");
        return Walls.of(worker, image, user.inside(worker, profile), engine.facts())
                .around(
                        nameplate.containerName(launch.id()),
                        start.words(),
                        variables,
                        mounts,
                        connectivity(worker.isolation()))
                .withLabels(nameplate.labels(launch.id(), launch.name(), launch.address()))
                .withRemovalAtEnd();
    }

    /** Its own networks would go with a runtime; so it gets the engine's, like all who want out. */
    private static Connectivity connectivity(Isolation isolation) {
        List<Connectivity.Port> published =
                isolation.published().stream()
                        .map(
                                port ->
                                        new Connectivity.Port(
                                                port.host(), port.hostPort(), port.workerPort()))
                        .toList();
        return switch (isolation.network()) {
            case NONE -> Connectivity.none();
            case HOST -> Connectivity.to("host");
            case OUTBOUND -> {
                Connectivity out = Connectivity.to("bridge");
                yield new Connectivity(out.networks(), out.hosts(), published, out.resolvers());
            }
        };
    }

    /** Waits for the container, too, unless it is another's by now. */
    @Override
    public void awaitEnd(WorkerAddress address, long pid) {
        Strangers.awaitEnd((int) pid, END_LIMIT);
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        Map<String, String> labels = Map.of(WorkerLabels.SHARED, address.toString());
        try {
            for (Containers.Found each : engine.containers().list(labels)) {
                awaitRemoval(each.container(), pid, deadline);
            }
        } catch (EngineException e) {
            // The worker has ended, and its engine removes it when it is back.
            System.getLogger(SharedContainers.class.getName())
                    .log(System.Logger.Level.DEBUG, "Waiting for the end of " + address, e);
        }
    }

    private static void awaitRemoval(Container container, long pid, long deadline) {
        try {
            while (System.nanoTime() < deadline) {
                ContainerState state = container.inspect();
                boolean another = state.running() ? state.pid().orElse(pid) != pid : !state.ended();
                if (another) {
                    return;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        } catch (NotFoundException e) {
            // That is what is waited for.
            return;
        }
    }
}
