/**
 * The heart of a runtime, without I/O: {@link dev.workerkit.engine.Lifecycle} is the state × event
 * table, {@code Engine} applies it to workers and timers, {@code Supervisor} is the one thread on
 * which that happens, and {@link dev.workerkit.engine.SupervisedRuntime} is what users hold. What
 * really starts and stops workers is behind the port {@link dev.workerkit.engine.Launcher}.
 */
@NullMarked
package dev.workerkit.engine;

import org.jspecify.annotations.NullMarked;
