package dev.workerkit.tck.runner;

import dev.workerkit.tck.report.Counterexample;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import net.jqwik.api.state.ActionChain;
import org.jspecify.annotations.Nullable;

/**
 * Found by jqwik for every property in the JVM; leaves alone those that the TCK does not run. Only
 * jqwik needs it to be public.
 */
public final class PropertyHook implements AroundPropertyHook, AroundTryHook {

    /** For jqwik. */
    public PropertyHook() {}

    @Override
    public PropertyExecutionResult aroundProperty(
            PropertyLifecycleContext context, PropertyExecutor property) {
        Optional<PropertyWatch> watch = PropertyWatch.current();
        watch.ifPresent(present -> seed(context.attributes(), present.seed()));
        PropertyExecutionResult result = property.execute();
        watch.ifPresent(present -> record(result, present));
        return result;
    }

    /** Where a try takes long, as its workers start slowly, a few are enough. */
    @Override
    public TryExecutionResult aroundTry(
            TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        TryExecutionResult result = aTry.execute(parameters);
        boolean last = PropertyWatch.current().map(PropertyWatch::triedEnough).orElse(false);
        return last && result.isSatisfied() ? TryExecutionResult.satisfied(true) : result;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    private static void seed(PropertyAttributes attributes, long seed) {
        if (attributes.seed().isEmpty()) {
            attributes.setSeed(Long.toString(seed));
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
                    new Counterexample(
                            result.seed().orElseGet(() -> Long.toString(watch.seed())),
                            result.countTries(),
                            parameters.get().stream().flatMap(PropertyHook::lines).toList()));
        }
    }

    private static Stream<String> lines(@Nullable Object parameter) {
        if (parameter instanceof ActionChain<?> chain) {
            List<String> commands = chain.transformations();
            return commands.isEmpty() ? Stream.of("no command at all") : commands.stream();
        }
        if (parameter instanceof Object[] array) {
            return Stream.of(Arrays.deepToString(array));
        }
        return Stream.of(String.valueOf(parameter));
    }
}
