package dev.workerkit.container;

import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Incarnation;
import dev.workerkit.launch.Spawner;

/** Spawns a worker as a container, over and over. */
final class ContainerSpawner implements Spawner {

    private final ContainerPlan plan;
    private final ContainerWorkers workers;
    private final Leftovers leftovers;

    /**
     * Spawns one worker.
     *
     * @param plan how its containers are made
     * @param workers what it shares with others
     */
    ContainerSpawner(ContainerPlan plan, ContainerWorkers workers) {
        this.plan = plan;
        this.workers = workers;
        this.leftovers = new Leftovers(workers, plan.worker().id());
    }

    @Override
    public Incarnation spawn(Birth birth) {
        return ContainerIncarnation.spawn(plan, birth, workers, leftovers);
    }

    @Override
    public void release() {
        plan.belongings().release();
    }

    @Override
    public void forget() {
        Steps.runAll("Containers of a worker that is removed", leftovers::clear);
        plan.belongings().close();
    }
}
