/**
 * A master's side of shared workers: {@link dev.workerkit.shared.SharedWorkers} connects to them
 * and has them started where nobody listens. What is native about a start lies behind {@link
 * dev.workerkit.shared.Starter}.
 */
@NullMarked
package dev.workerkit.shared;

import org.jspecify.annotations.NullMarked;
