/**
 * What the launching of workers has in common, whatever they run in: their places, logs, channels and
 * control connections. What runs them is behind two ports, {@link dev.workerkit.launch.Spawner} and
 * {@link dev.workerkit.launch.Incarnation}.
 */
@NullMarked
package dev.workerkit.launch;

import org.jspecify.annotations.NullMarked;
