package dev.workerkit.container;

import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Incarnation;
import dev.workerkit.launch.Spawner;

/**
 * Spawns a worker as a container, over and over.
 *
 * @param plan how its containers are made
 * @param workers what it shares with others
 */
record ContainerSpawner(ContainerPlan plan, ContainerWorkers workers) implements Spawner {

    @Override
    public Incarnation spawn(Birth birth) {
        return ContainerIncarnation.spawn(plan, birth, workers);
    }

    @Override
    public void release() {
        plan.belongings().release();
    }

    @Override
    public void forget() {
        plan.belongings().close();
    }
}
