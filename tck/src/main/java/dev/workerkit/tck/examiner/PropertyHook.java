package dev.workerkit.tck.examiner;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.FalsifiedSample;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Found by jqwik for every property in the JVM; leaves alone those that the TCK does not run. Only
 * jqwik needs it to be public.
 */
public final class PropertyHook implements AroundPropertyHook, AroundTryHook {

    /** Of the properties that are run now, by the instances of their classes. */
    private final Map<Object, PropertyWatch> watches =
            Collections.synchronizedMap(new IdentityHashMap<>());

    /** For jqwik. */
    public PropertyHook() {}

    @Override
    public PropertyExecutionResult aroundProperty(
            PropertyLifecycleContext context, PropertyExecutor property) {
        Optional<PropertyWatch> current = PropertyWatch.current();
        if (current.isEmpty()) {
            return property.execute();
        }
        PropertyWatch watch = current.orElseThrow();
        prepare(context.attributes(), watch);
        watches.put(context.testInstance(), watch);
        try {
            PropertyExecutionResult result = property.execute();
            record(result, watch);
            return result;
        } finally {
            watches.remove(context.testInstance());
        }
    }

    /** On another thread than the property, while it is shrunk. */
    @Override
    public TryExecutionResult aroundTry(
            TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        PropertyWatch watch = watches.get(context.testInstance());
        return watch == null
                ? aTry.execute(parameters)
                : watch.session().during(() -> watched(context, aTry, parameters, watch));
    }

    /** Where a try takes long, as its workers start slowly, a few are enough. */
    private static TryExecutionResult watched(
            TryLifecycleContext context,
            TryExecutor aTry,
            List<Object> parameters,
            PropertyWatch watch) {
        List<Object> chosen = watch.begins(context.targetMethod(), parameters);
        TryExecutionResult result = aTry.execute(chosen);
        if (result.isFalsified()) {
            watch.failed(chosen);
        }
        boolean last = watch.triedEnough();
        return last && result.isSatisfied() ? TryExecutionResult.satisfied(true) : result;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    private static void prepare(PropertyAttributes attributes, PropertyWatch watch) {
        if (attributes.seed().isEmpty()) {
            attributes.setSeed(Long.toString(watch.seed()));
        }
        if (watch.replays()) {
            attributes.setTries(1);
            attributes.setGeneration(GenerationMode.RANDOMIZED);
            attributes.setEdgeCases(EdgeCasesMode.NONE);
            attributes.setShrinking(ShrinkingMode.OFF);
        }
    }

    private static void record(PropertyExecutionResult result, PropertyWatch watch) {
        Optional<List<Object>> parameters =
                result.shrunkSample()
                        .<FalsifiedSample>map(shrunk -> shrunk)
                        .or(result::originalSample)
                        .map(FalsifiedSample::parameters);
        if (result.status() == PropertyExecutionResult.Status.FAILED
                && parameters.isPresent()
                && !parameters.get().isEmpty()) {
            watch.falsified(
                    result.seed().orElseGet(() -> Long.toString(watch.seed())),
                    result.countTries(),
                    parameters.get());
        }
    }
}
