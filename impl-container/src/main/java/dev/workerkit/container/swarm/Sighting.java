package dev.workerkit.container.swarm;

import dev.workerkit.container.engine.SwarmTask;

/**
 * How a task was when the swarm was asked.
 *
 * @param task the task
 * @param node the name of its node; empty until it is placed
 * @param nodeAnswers whether its node answers the manager; true until it is placed
 */
record Sighting(SwarmTask task, String node, boolean nodeAnswers) {

    /** Whether nothing of it runs, or will. */
    boolean hasEnded() {
        // One that is to end before it was placed is placed no more.
        return task.state().isEnd() || (task.shallEnd() && task.node().isEmpty());
    }

    /** Whether the swarm has given it up, for its node does not answer. */
    boolean isLost() {
        return !hasEnded() && task.shallEnd() && !nodeAnswers;
    }

    /** Where it is, for people. */
    String place() {
        return node.isEmpty() ? "the swarm" : "the node '" + node + "'";
    }
}
