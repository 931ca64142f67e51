package dev.workerkit.tck.forwarding;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The wrapper of each thing: always the same one for the same thing. May be used by many threads.
 */
final class Wrappers<T> {

    private final UnaryOperator<T> wrap;
    private final Map<T, T> wrappers = new HashMap<>();

    Wrappers(UnaryOperator<T> wrap) {
        this.wrap = wrap;
    }

    synchronized T of(T thing) {
        T wrapper = wrappers.get(thing);
        if (wrapper == null) {
            wrapper = wrap.apply(thing);
            wrappers.put(thing, wrapper);
        }
        return wrapper;
    }
}
