/** The control connection between a master and a worker: one JSON object a line, both sides. */
@NullMarked
package dev.workerkit.control;

import org.jspecify.annotations.NullMarked;
