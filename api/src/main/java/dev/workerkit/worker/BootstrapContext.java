package dev.workerkit.worker;

import dev.workerkit.BootstrapStage;
import dev.workerkit.WorkerId;
import java.util.Optional;

/**
 * What a bootstrap hook is told.
 *
 * @param stage which stage this is
 * @param id who the worker is
 * @param name the name it was given
 * @param className the binary name of its class
 * @param workerClass its class, from stage 2 on
 * @param worker the worker itself, at stage 3
 */
public record BootstrapContext(
        BootstrapStage stage,
        WorkerId id,
        String name,
        String className,
        Optional<Class<?>> workerClass,
        Optional<Object> worker) {}
