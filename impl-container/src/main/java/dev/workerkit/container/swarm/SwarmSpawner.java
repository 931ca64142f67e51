package dev.workerkit.container.swarm;

import dev.workerkit.container.Steps;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Incarnation;
import dev.workerkit.launch.Spawner;

/** Spawns a worker as a service, over and over. */
final class SwarmSpawner implements Spawner {

    private final SwarmPlan plan;
    private final SwarmWorkers workers;
    private final Remnants remnants;

    SwarmSpawner(SwarmPlan plan, SwarmWorkers workers) {
        this.plan = plan;
        this.workers = workers;
        this.remnants = new Remnants(workers, plan.worker().id());
    }

    @Override
    public Incarnation spawn(Birth birth) {
        return SwarmIncarnation.spawn(plan, birth, workers, remnants);
    }

    @Override
    public void forget() {
        Steps.runAll("Services of a worker that is removed", remnants::clear);
    }
}
