package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
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
import java.util.Optional;

/**
 * Makes the places of workers, and what their containers have.
 *
 * @param profile how Java workers are brought up
 * @param classes that workers run
 * @param user whom workers run as
 * @param disks makes those of workers
 * @param relations between workers
 * @param hostMounts of the runtime
 * @param workers spawns them
 */
record Admission(
        BootstrapProfile profile,
        WorkerClasses classes,
        WorkerUser user,
        Disks disks,
        Relations relations,
        HostMounts hostMounts,
        ContainerWorkers workers) {

    /**
     * The place of a worker in this image.
     *
     * @param java how its JVM is started, if it is a Java worker
     */
    WorkerPlace admit(
            WorkerId id, String name, WorkerSpec spec, WorkerImage image, Optional<JavaPlan> java) {
        ContainerPlan plan =
                plan(
                        worker(id, name, spec, java.isPresent() ? classes.hooks() : Hooks.NONE),
                        image,
                        java,
                        workers.nameplate());
        try {
            return WorkerPlace.admit(plan.worker(), workers.premises(), classes, workers.of(plan));
        } catch (RuntimeException e) {
            plan.belongings().close();
            throw e;
        }
    }

    /** The place of one of the launcher's own, which nobody sees, and which runs nothing of others. */
    WorkerPlace admitUnseen(WorkerId id, WorkerSpec spec, WorkerImage image, JavaPlan java) {
        ContainerPlan plan =
                plan(
                        worker(id, id.value(), spec, Hooks.NONE),
                        image,
                        Optional.of(java),
                        workers.nameplate().unseen());
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
            WorkerPlan worker, WorkerImage image, Optional<JavaPlan> java, Nameplate nameplate) {
        return new ContainerPlan(
                worker,
                image,
                user.inside(worker.spec(), profile),
                java,
                workers.engine().facts(),
                hostMounts,
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
