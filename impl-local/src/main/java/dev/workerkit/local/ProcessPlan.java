package dev.workerkit.local;

import dev.workerkit.launch.WorkerPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is to be spawned for a worker, over and over.
 *
 * @param worker the worker
 * @param program the file that is executed
 * @param words the words of the command; asked for at each spawn
 */
record ProcessPlan(WorkerPlan worker, Path program, Supplier<List<String>> words) {}
