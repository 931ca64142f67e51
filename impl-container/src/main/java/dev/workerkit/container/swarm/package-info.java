/** Workers as services of a swarm: each incarnation is one service of one task. */
@NullMarked
package dev.workerkit.container.swarm;

import org.jspecify.annotations.NullMarked;
