package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Launch;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.disk.Disks;
import dev.workerkit.container.network.Relations;
import dev.workerkit.container.network.WorkerNetwork;
import dev.workerkit.host.Hooks;
import dev.workerkit.launch.WorkerClasses;
import dev.workerkit.launch.WorkerPlace;
import dev.workerkit.launch.WorkerPlan;
import dev.workerkit.os.Ownership;
import java.nio.file.Path;

/**
 * Makes the places of workers, and what their containers have.
 *
 * @param profile how Java workers are brought up
 * @param classes that workers run
 * @param java how their JVMs are brought up
 * @param user whom workers run as
 * @param disks makes those of workers
 * @param relations between workers
 * @param workers spawns them
 */
record Admission(
        BootstrapProfile profile,
        WorkerClasses classes,
        JavaInside java,
        WorkerUser user,
        Disks disks,
        Relations relations,
        ContainerWorkers workers) {

    /** The place of a worker in this image. */
    WorkerPlace admit(
            WorkerId id, String name, WorkerSpec spec, WorkerImage image, JvmArchive archive) {
        boolean isJava = spec.launch() instanceof Launch.JavaWorker;
        ContainerPlan plan =
                plan(
                        worker(id, name, spec, isJava ? classes.hooks() : Hooks.NONE),
                        image,
                        java,
                        workers.nameplate(),
                        archive);
        try {
            return WorkerPlace.admit(plan.worker(), workers.premises(), classes, workers.of(plan));
        } catch (RuntimeException e) {
            plan.belongings().close();
            throw e;
        }
    }

    /** The place of one of the launcher's own, which nobody sees, and which runs nothing of others. */
    WorkerPlace admitUnseen(
            WorkerId id, WorkerSpec spec, WorkerImage image, JvmArchive.Seen archive) {
        ContainerPlan plan =
                plan(
                        worker(id, id.value(), spec, Hooks.NONE),
                        image,
                        java.plain(),
                        workers.nameplate().unseen(),
                        JvmArchive.always(archive));
        try {
            return WorkerPlace.admitUnseen(
                    plan.worker(), workers.premises(), classes, workers.of(plan));
        } catch (RuntimeException e) {
            plan.belongings().close();
            throw e;
        }
    }

    /** Gives a folder to whom such a worker runs as. */
    void handOver(Path folder, WorkerSpec spec) {
        user.owner(spec, profile).ifPresent(owner -> owner.give(folder));
    }

    private WorkerPlan worker(WorkerId id, String name, WorkerSpec spec, Hooks hooks) {
        return new WorkerPlan(id, name, spec, user.owner(spec, profile), hooks);
    }

    private ContainerPlan plan(
            WorkerPlan worker,
            WorkerImage image,
            JavaInside inside,
            Nameplate nameplate,
            JvmArchive archive) {
        return new ContainerPlan(
                worker,
                image,
                user.inside(worker.spec(), profile),
                inside,
                archive,
                workers.engine().facts(),
                nameplate,
                belongings(worker));
    }

    private Belongings belongings(WorkerPlan worker) {
        WorkerNetwork network = relations.admit(worker.id(), worker.name(), worker.spec());
        try {
            Ownership owner = user.outside(worker.spec(), profile);
            return new Belongings(
                    network,
                    worker.spec().disk().map(disk -> disks.make(worker.name(), disk, owner)));
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }
}
