package dev.workerkit.container.swarm;

import dev.workerkit.container.Nameplate;
import dev.workerkit.container.engine.Swarm;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.Spawner;
import dev.workerkit.remote.RemoteDoor;

/**
 * Spawns workers as services.
 *
 * @param swarm runs them
 * @param premises of the runtime
 * @param nameplate names them
 * @param rollCall watches their tasks
 * @param suspects where none should be placed
 * @param door by which they come to their master
 * @param address by which the nodes reach this machine
 */
record SwarmWorkers(
        Swarm swarm,
        Premises premises,
        Nameplate nameplate,
        RollCall rollCall,
        Suspects suspects,
        RemoteDoor door,
        String address) {

    /** Spawns the incarnations of a worker. */
    Spawner of(SwarmPlan plan) {
        return new SwarmSpawner(plan, this);
    }
}
